package dev.latchkey.cli.console;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output of a command, which remembers why it could not be written. Java's own hides it: a
 * full disk would make half a list, or no key at all, look like success.
 */
public final class Output extends PrintWriter {

  private final Remembering stream;

  /**
   * @param target takes bytes in the encoding of the terminal
   */
  public Output(OutputStream target) {
    this(new Remembering(target));
  }

  private Output(Remembering stream) {
    super(new BufferedWriter(new OutputStreamWriter(stream, encoding())), true);
    this.stream = stream;
  }

  /** System.out would keep the reason to itself. */
  public static Output ofProcess() {
    return new Output(new FileOutputStream(FileDescriptor.out));
  }

  /** As picocli chooses it. */
  private static Charset encoding() {
    var terminal = System.getProperty("sun.stdout.encoding");
    return terminal == null ? Charset.defaultCharset() : Charset.forName(terminal);
  }

  /** Writes what is held back, and says why not all could be written; empty where all was. */
  public Optional<String> failure() {
    flush();
    var failure = stream.failure;
    return failure == null
        ? Optional.empty()
        : Optional.of(Optional.ofNullable(failure.getMessage()).orElse("unknown reason"));
  }

  /** Whether the reader of a pipe left, as {@code head} does when it has enough. */
  public boolean isUnread() {
    return failure()
        .filter(text -> text.toLowerCase(Locale.ROOT).contains("broken pipe"))
        .isPresent();
  }

  /** Knows the first failure. */
  private static final class Remembering extends FilterOutputStream {

    private @Nullable IOException failure;

    Remembering(OutputStream target) {
      super(target);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        }
        throw e;
      }
    }
  }
}
