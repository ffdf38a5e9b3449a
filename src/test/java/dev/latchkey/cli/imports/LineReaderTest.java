package dev.latchkey.cli.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.cli.console.CommandException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void lines_endWithLfOrCrlfOrCrOrTheFile() {
    assertThat(read("a\rb\r\nc\n\rd\r\re")).containsExactly("1 a", "2 b", "3 c", "5 d", "7 e");
    assertThat(read("a\nb\r\nc")).containsExactly("1 a", "2 b", "3 c");
    assertThat(read("a\n")).containsExactly("1 a");
    assertThat(read("")).isEmpty();
  }

  @Test
  void blankLines_countAsRowsOnly() {
    assertThat(read("a\n\n \r\n\nb\n\n")).containsExactly("1 a", "5 b");
  }

  @Test
  void byteOrderMark_isLeftOutWhereItMayBe() {
    assertThat(read("\uFEFFa\n\uFEFFb")).containsExactly("1 a", "2 \uFEFFb");
  }

  @Test
  void badLine_isNamedAndThoseAfterItAreRead() {
    assertThat(read("a\nb\0\ne")).containsExactly("1 a", "2 ! holds a NUL character", "3 e");
    assertThat(read(new ByteArrayInputStream("ä\nb".getBytes(ISO_8859_1))))
        .containsExactly("1 ! is not UTF-8", "2 b");
    assertThat(read(new ByteArrayInputStream(new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0})))
        .containsExactly("1 ! is not UTF-8");
  }

  @Test
  void hugeLine_isRefusedWithoutBeingKept() {
    var limit = "x".repeat(LineReader.MAX_BYTES);

    assertThat(read(limit + "\nb")).containsExactly("1 " + limit, "2 b");
    assertThat(read(limit + "x\nb")).containsExactly("1 ! is longer than 64 KiB", "2 b");
    assertThat(read("y".repeat(1_000_000) + "\nb"))
        .containsExactly("1 ! is longer than 64 KiB", "2 b");
  }

  @Test
  void lineAcrossTheBuffersEnd_isWhole() {
    var half = "z".repeat(40_000);

    assertThat(read(half + "\n" + half + "\nb")).containsExactly("1 " + half, "2 " + half, "3 b");
    var first = "z".repeat(64 * 1024 - 1);
    assertThat(read(first + "\r\nb\r\n")).containsExactly("1 " + first, "2 b");
  }

  @Test
  void fileThatBreaks_fails() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("secret");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> new LineReader(broken).next())
        .withMessage("FILE cannot be read: IOException.");
  }

  private static List<String> read(String text) {
    return read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static List<String> read(InputStream in) {
    var seen = new ArrayList<String>();
    try (var lines = new LineReader(in)) {
      while (true) {
        try {
          var line = lines.next();
          if (line == null) {
            return seen;
          }
          seen.add(lines.number() + " " + line);
        } catch (RowException e) {
          seen.add(lines.number() + " ! " + e.text());
        }
      }
    }
  }
}
