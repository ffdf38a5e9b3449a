package dev.latchkey.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class OutputTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void whatIsWritten_arrivesWithoutAFailure() {
    var out = new Output(bytes);
    out.print("abc");

    assertThat(out.failure()).isEmpty();
    assertThat(out.isUnread()).isFalse();
    assertThat(bytes).hasToString("abc");
  }

  /**
   * The last characters wait in a buffer: only a flush tells that the disk has no place for them.
   */
  @Test
  void fullDisk_isToldWithTheReason() {
    var out = new Output(failing("No space left on device", 0));
    out.print("abc");

    assertThat(out.failure()).contains("No space left on device");
    assertThat(out.isUnread()).isFalse();
  }

  /** A disk may have place again for what comes later: there is a hole all the same. */
  @Test
  void failureInTheMiddle_isRemembered() {
    var out = new Output(failing("No space left on device", 1));
    out.println("abc");
    out.println("def");
    out.println("ghi");

    assertThat(out.failure()).contains("No space left on device");
    assertThat(out.checkError()).isTrue();
  }

  @Test
  void readerWhoLeft_isToldFromADisk() {
    var out = new Output(failing("Broken pipe", 0));
    out.println("abc");

    assertThat(out.isUnread()).isTrue();
  }

  private OutputStream failing(String reason, int at) {
    return new OutputStream() {

      private int writes;

      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] written, int offset, int length) throws IOException {
        if (writes++ == at) {
          throw new IOException(reason);
        }
        bytes.write(written, offset, length);
      }
    };
  }
}
