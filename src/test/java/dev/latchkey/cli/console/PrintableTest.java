package dev.latchkey.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 7, '\n', '\r', 0x1b, 0x7f, 0x9b, 0x2028, 0x061c, 0x200f, 0x202e, 0x2066})
  void characterThatSteersATerminal_isEscaped(int character) {
    var text = "a" + (char) character + "b";
    var escaped = String.format(Locale.ROOT, "\\u%04x", character);

    assertThat(Printable.of(text)).isEqualTo("a" + escaped + "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {7, '\n', 0x1b, 0x7f, 0x9b, 0x2028, 0x202e})
  void inJson_itIsEscapedAndMeansTheSame(int character) throws Exception {
    var text = "a" + (char) character + "b";
    var json = Json.line(JsonMapper.builder().build().createObjectNode().put("name", text));

    assertThat(json.chars()).noneMatch(c -> c == character);
    assertThat(new JsonMapper().readTree(json).get("name").textValue()).isEqualTo(text);
  }

  @Test
  void namesOfPeople_stayAsTheyAre() throws Exception {
    var names = "Zoë O'Ńeil 山田 \uD83D\uDE00 می\u200Cخواهم \\ \"";

    assertThat(Printable.of(names)).isEqualTo(names);
    assertThat(Json.line(JsonMapper.builder().build().createObjectNode().put("n", "Zoë 山田")))
        .isEqualTo("{\"n\":\"Zoë 山田\"}");
  }
}
