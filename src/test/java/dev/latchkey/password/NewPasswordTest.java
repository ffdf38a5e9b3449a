package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewPasswordTest {

  private static final Predicate<String> NAMELESS = text -> false;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678",
        "        ",
        "\n\t\r\u0001\u007f\u0080ab",
        "😀😀😀😀😀😀😀😀",
        "ääääääääääääääääääääääääääääääääääää"
      })
  void eightCodePointsTo72Bytes_areAccepted(String text) {
    assertThat(NewPassword.of(text, NAMELESS).bytes())
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1234567", "😀😀😀😀😀😀😀"})
  void fewerThanEightCodePoints_areRefused(String text) {
    assertRefused(text, "fewer than 8 characters");
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
  void nameOfUser_isRefused() {
    assertThatExceptionOfType(UnacceptablePasswordException.class)
        .isThrownBy(() -> NewPassword.of("John.Doe", "John.Doe"::equals))
        .withMessageContaining("username or the e-mail address");
  }

  @Test
  void toString_hidesThePassword() {
    assertThat(NewPassword.of("correct horse", NAMELESS)).asString().doesNotContain("horse");
  }

  private static void assertRefused(String text, String why) {
    assertThatExceptionOfType(UnacceptablePasswordException.class)
        .isThrownBy(() -> NewPassword.of(text, NAMELESS))
        .withMessageContaining(why);
  }
}
