package dev.latchkey.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleInputTest {

  @ParameterizedTest
  @CsvSource({
    "pass word, 'pass word'",
    "pass\\n, pass",
    "pass\\r\\n, pass",
    "pass\\n\\n, pass\\n",
    "pass\\r, pass\\r",
    "' pass \\n', ' pass '",
    "\\n, ''",
    "'', ''"
  })
  void standardInput_losesOneLineEnd(String input, String password) {
    assertThat(input(unescaped(input)).readPassword()).isEqualTo(unescaped(password));
  }

  @Test
  void standardInputThatIsNotUtf8_isRefused() {
    var input =
        new ConsoleInput(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff}), () -> null);

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(input::readPassword)
        .withMessageContaining("not UTF-8");
  }

  @Test
  void endlessStandardInput_isNotReadToItsEnd() {
    var endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }
        };

    assertThat(new ConsoleInput(endless, () -> null).readPassword()).hasSizeLessThan(10_000);
  }

  @Test
  void terminal_isAskedTwice() {
    assertThat(terminal("correct horse", "correct horse").askPassword()).isEqualTo("correct horse");
  }

  @Test
  void differentAnswers_areRefused() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> terminal("correct horse", "correct house").askPassword())
        .withMessage("The two passwords differ.");
  }

  @Test
  void endOfInputAtThePrompt_isRefused() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> terminal().askPassword())
        .withMessage("No password was given.");
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> terminal("correct horse").askPassword())
        .withMessage("No password was given.");
  }

  @Test
  void noTerminal_namesTheOtherWay() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> input("").askPassword())
        .withMessageContaining("--password-stdin");
  }

  private static ConsoleInput input(String text) {
    return new ConsoleInput(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), () -> null);
  }

  private static ConsoleInput terminal(String... answers) {
    Iterator<String> next = List.of(answers).iterator();
    return new ConsoleInput(
        InputStream.nullInputStream(),
        () -> prompt -> next.hasNext() ? next.next().toCharArray() : null);
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\r", "\r");
  }
}
