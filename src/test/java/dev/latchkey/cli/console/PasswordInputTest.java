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

class PasswordInputTest {

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
    assertThat(input(unescaped(input)).read()).isEqualTo(unescaped(password));
  }

  @Test
  void standardInputThatIsNotUtf8_isRefused() {
    var input = new PasswordInput(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff}), null);

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(input::read)
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

    assertThat(new PasswordInput(endless, null).read()).hasSizeLessThan(10_000);
  }

  @Test
  void terminal_isAskedTwice() {
    assertThat(terminal("correct horse", "correct horse").ask()).isEqualTo("correct horse");
  }

  @Test
  void differentAnswers_areRefused() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> terminal("correct horse", "correct house").ask())
        .withMessage("The two passwords differ.");
  }

  @Test
  void endOfInputAtThePrompt_isRefused() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> terminal().ask())
        .withMessage("No password was given.");
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> terminal("correct horse").ask())
        .withMessage("No password was given.");
  }

  @Test
  void noTerminal_namesTheOtherWay() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> input("").ask())
        .withMessageContaining("--password-stdin");
  }

  private static PasswordInput input(String text) {
    return new PasswordInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null);
  }

  private static PasswordInput terminal(String... answers) {
    Iterator<String> next = List.of(answers).iterator();
    return new PasswordInput(
        InputStream.nullInputStream(), prompt -> next.hasNext() ? next.next().toCharArray() : null);
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\r", "\r");
  }
}
