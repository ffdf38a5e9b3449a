package dev.latchkey;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of the packaged application ({@link Artefact}), in a process of its own with nothing in its
 * environment but what it is given. Closing it kills what is still running.
 */
public final class PackagedJar implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Pattern LISTENING =
      Pattern.compile("Listening on: https?://[^:\\s]+:(\\d+)");
  private static final Pattern LISTENING_WITH_TLS =
      Pattern.compile("Listening on: .*https://[^:\\s]+:(\\d+).* Management interface");
  private static final Pattern MANAGEMENT =
      Pattern.compile("Management interface listening on https?://[^:\\s]+:(\\d+)");

  /** Each run has it in its working directory: nobody but Quarkus would read it. */
  private static final String SOMETHING_ELSES =
      "LATCHKEY_DATABASE_URL=postgresql://somewhere.invalid/else\nPATTERN=\\users\n";

  private final Process process;
  private final Path out;
  private final Path err;
  private final long started = System.nanoTime();

  private PackagedJar(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** How a run ended. */
  public record Outcome(int exitCode, String out, String err, Duration time) {

    /** Standard error without the events of the audit. */
    public String problems() {
      return AuditLines.without(err);
    }
  }

  /** Runs to the end, without standard input. */
  public static Outcome run(Map<String, String> environment, String... arguments) {
    return runWithInput("", environment, arguments);
  }

  /** Runs to the end, with a text on standard input. */
  public static Outcome runWithInput(
      String input, Map<String, String> environment, String... arguments) {
    try (var run = start(environment, arguments)) {
      run.type(input);
      return run.outcome();
    }
  }

  /** Begins to serve on free ports; {@link #awaitPort} waits until it does. */
  public static PackagedJar serve(Map<String, String> environment, String... arguments) {
    var ports = Map.of("QUARKUS_HTTP_PORT", "0", "QUARKUS_MANAGEMENT_PORT", "0");
    return start(List.of(), with(ports, environment), null, arguments);
  }

  /** The same, but what it writes is read until it listens, and no further. */
  public static PackagedJar serveUnread(Map<String, String> environment) {
    var ports = Map.of("QUARKUS_HTTP_PORT", "0", "QUARKUS_MANAGEMENT_PORT", "0");
    var run = start(List.of(), with(ports, environment), Redirect.PIPE);
    try {
      var lines = run.process.inputReader(StandardCharsets.UTF_8);
      var line = "";
      while (line != null && !LISTENING.matcher(line).find()) {
        line = lines.readLine();
        Files.writeString(run.out, line + "\n", CREATE, APPEND);
      }
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what {@link #serveUnread} left, and goes on reading, up to the end of the process. Do not
   * {@link #terminate} it, for that stops the reading as well.
   */
  public Thread readOn() {
    var reader =
        new Thread(
            () -> {
              try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                  Files.writeString(out, line + "\n", CREATE, APPEND);
                }
              } catch (IOException e) {
                // the run was closed
              }
            },
            "reader");
    reader.setDaemon(true);
    reader.start();
    return reader;
  }

  /** Begins a run that is short: compiled fast rather than well. */
  public static PackagedJar start(Map<String, String> environment, String... arguments) {
    return start(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), environment, null, arguments);
  }

  private static PackagedJar start(
      List<String> javaOptions,
      Map<String, String> environment,
      Redirect stdout,
      String... arguments) {
    var command = Artefact.command(javaOptions);
    command.addAll(List.of(arguments));
    try {
      var folder = folder("run");
      var out = folder.resolve("out");
      var err = folder.resolve("err");
      Files.writeString(folder.resolve(".env"), SOMETHING_ELSES);
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile()) // where no config/ lies
              .redirectOutput(stdout == null ? Redirect.to(out.toFile()) : stdout)
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().putAll(environment);
      return new PackagedJar(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new folder, which the next {@code mvn clean} takes away. */
  static Path folder(String prefix) throws IOException {
    return Files.createTempDirectory(Path.of("target").toAbsolutePath(), prefix);
  }

  /** Both, the second where they disagree. */
  public static Map<String, String> with(Map<String, String> one, Map<String, String> other) {
    var both = new HashMap<>(one);
    both.putAll(other);
    return both;
  }

  /** Writes to its standard input, and ends it. */
  public void type(String input) {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without reading: its outcome says why.
    }
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  /** The port of the API, once it is open. */
  public int awaitPort() {
    return Integer.parseInt(await(LISTENING).group(1));
  }

  /** The port of the API with TLS, once it is open. */
  public int awaitTlsPort() {
    return Integer.parseInt(await(LISTENING_WITH_TLS).group(1));
  }

  /** The port of health and metrics, once it is open. */
  public int awaitManagementPort() {
    return Integer.parseInt(await(MANAGEMENT).group(1));
  }

  /** Waits until a text is in what it writes to standard output. */
  public void awaitLine(String text) {
    await(Pattern.compile(Pattern.quote(text)));
  }

  private Matcher await(Pattern pattern) {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      boolean alive = process.isAlive();
      var found = pattern.matcher(read(out));
      if (found.find()) {
        return found;
      }
      if (!alive) {
        break;
      }
      pause();
    }
    throw new AssertionError("It does not say " + pattern + ":\n" + read(out) + read(err));
  }

  /** What it has written to standard output so far. */
  public String out() {
    return read(out);
  }

  /** Asks it to stop, as {@code kill -TERM} does, and waits until it has. */
  public Outcome terminate() {
    process.destroy();
    return outcome();
  }

  /** Waits for its end. */
  public Outcome outcome() {
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("It does not end:\n" + read(out) + read(err));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    var time = Duration.ofNanos(System.nanoTime() - started);
    return new Outcome(process.exitValue(), read(out), read(err), time);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
