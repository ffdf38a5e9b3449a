package dev.latchkey.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {

  private static final ObjectNode ELEMENT = JsonMapper.builder().build().createObjectNode();

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  @Test
  void table_hasColumnsAsWideAsTheirCells() {
    var table = Listing.table(out, "A", "LONG", "C");
    assertThat(table.add(List.of("山田", "x", "\u001b[2J"), () -> ELEMENT)).isTrue();
    assertThat(table.add(List.of("bbbb", "y", ""), () -> ELEMENT)).isTrue();
    table.end();

    assertThat(text).hasToString(lines("A     LONG  C", "山田    x     \\u001b[2J", "bbbb  y     "));
  }

  @Test
  void longTable_isWrittenAsItComes() {
    var table = Listing.table(out, "N", "X");
    for (int i = 0; i < 700; i++) {
      table.add(List.of(Integer.toString(i), "x"), () -> ELEMENT);
    }
    assertThat(text.toString()).contains("0    x").doesNotContain("699");
    table.end();
    assertThat(text.toString().lines()).hasSize(701).endsWith("699  x");
  }

  @Test
  void json_isAnArray() {
    var array = Listing.json(out);
    array.add(List.of(), () -> ELEMENT);
    array.add(List.of(), () -> ELEMENT);
    array.end();

    assertThat(text).hasToString("[\n  {},\n  {}\n]\n");
  }

  @Test
  void nothing_isAnEmptyArray() {
    Listing.json(out).end();

    assertThat(text).hasToString("[]\n");
  }

  @Test
  void readerWhoLeft_endsTheList() {
    var closed =
        new Writer() {
          @Override
          public void write(char[] chars, int offset, int length) throws IOException {
            throw new IOException("Broken pipe");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    for (var listing :
        List.of(
            Listing.json(new PrintWriter(closed)), Listing.table(new PrintWriter(closed), "X"))) {
      int read = 0;
      while (read < 10_000 && listing.add(List.of("x"), () -> ELEMENT)) {
        read++;
      }
      assertThat(read).isBetween(100, 1_000);
    }
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
