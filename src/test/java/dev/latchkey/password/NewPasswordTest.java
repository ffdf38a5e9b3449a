package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can log in at all. */
class NewPasswordTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "john.doe.password",
        "        ",
        "\n\t\r\u0001\u007f\u0080ab",
        "😀😀😀😀😀😀😀😀",
        "e\u0301",
        "\u00e9",
        "ääääääääääääääääääääääääääääääääääää"
      })
  void upTo72Bytes_areTakenAsTheyAre(String text) {
    assertThat(NewPassword.withoutRules(text).bytes())
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void over72Bytes_isRefused() {
    assertRefused("x".repeat(73), "longer than 72 bytes");
    assertRefused("ä".repeat(36) + "x", "longer than 72 bytes");
  }

  @Test
  void nul_isRefused() {
    assertRefused("1234567\0", "NUL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234567\uD800", "\uDC001234567", "123\uDC00\uD8004567"})
  void unpairedSurrogate_isRefused(String text) {
    assertRefused(text, "not valid Unicode");
  }

  @Test
  void toString_hidesThePassword() {
    assertThat(NewPassword.withoutRules("correct horse")).asString().doesNotContain("horse");
  }

  private static void assertRefused(String text, String why) {
    assertThatExceptionOfType(UnacceptablePasswordException.class)
        .isThrownBy(() -> NewPassword.withoutRules(text))
        .withMessageContaining(why);
  }
}
