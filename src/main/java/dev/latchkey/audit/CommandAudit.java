package dev.latchkey.audit;

import dev.latchkey.settings.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The events of one command: a line for each, on standard error and in a file, if one is set. It is
 * opened before anything is done, so that nothing is done where it cannot be told. It needs no
 * Quarkus, because a command does not wait for one to start. It blocks. Not thread-safe.
 */
public final class CommandAudit implements AutoCloseable {

  private static final String PROPERTY = "latchkey.audit.command-file";

  /** Room for some events: a disk that is full is seen before anything is done. */
  private static final long LEAST_SPACE = 4096;

  private static final Set<StandardOpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  private final Operator operator;
  private final Clock clock;
  private final PrintWriter err;
  private final @Nullable FileChannel file;

  private CommandAudit(
      Operator operator, Clock clock, PrintWriter err, @Nullable FileChannel file) {
    this.operator = operator;
    this.clock = clock;
    this.err = err;
    this.file = file;
  }

  /**
   * @param err standard error of the command
   * @throws ConfigurationException when the file cannot be written; the message is one line
   */
  public static CommandAudit open(
      AuditConfig config, Operator operator, Clock clock, PrintWriter err) {
    return new CommandAudit(
        operator, clock, err, config.commandFile().map(CommandAudit::append).orElse(null));
  }

  /** Operators of one machine share the file: it is for its group as well, if the umask agrees. */
  private static FileChannel append(Path path) {
    try {
      var channel = FileChannel.open(path, APPEND, attributes(path));
      Settings.require(
          Files.getFileStore(path).getUsableSpace() >= LEAST_SPACE,
          PROPERTY,
          "is a file on a disk that is full: nothing was done");
      return channel;
    } catch (IOException | UnsupportedOperationException e) {
      throw Settings.wrong(
          PROPERTY, "cannot be written, so nothing was done: " + e.getClass().getSimpleName());
    }
  }

  private static FileAttribute<?>[] attributes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw----"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Writes the event of an act that was done.
   *
   * @param act its name
   * @param fields in the order in which they are written
   * @throws LostEventException when the file could not be written after all
   */
  public void write(String act, Map<String, String> fields) {
    var line = line(act, fields);
    err.println(line);
    err.flush();
    if (file != null) {
      append(file, line + "\n");
    }
  }

  /** In one write, so that the lines of two commands do not mix. */
  private static void append(FileChannel file, String line) {
    var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new LostEventException(PROPERTY);
    }
  }

  private String line(String act, Map<String, String> fields) {
    var all = new LinkedHashMap<String, String>();
    all.put("act", act);
    all.put("by", operator.account() + "@" + operator.host());
    operator.sudoUser().ifPresent(name -> all.put("sudoUser", name));
    operator.role().ifPresent(name -> all.put("role", name));
    all.putAll(fields);
    var line =
        new StringJoiner(" ", clock.instant().truncatedTo(ChronoUnit.MILLIS) + " audit ", "");
    all.forEach((name, value) -> line.add(name + "=" + Word.of(value)));
    return line.toString();
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // Each event was written by itself, and its failure told.
    }
  }
}
