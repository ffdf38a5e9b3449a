package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0", "\u2003", "\u3000", "\u2028", "\0", "\u0085"})
  void blankName_isRefused(String name) {
    assertRefused(name, "is blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jo\0hn", "jo\nhn", "jo\u001b[2Jhn", "jo\u007fhn", "john\u0085"})
  void controlCharacter_isRefused(String name) {
    assertRefused(name, "holds a control character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"john\ud800", "\udc00john", "jo\udc00\ud800hn"})
  void unpairedSurrogate_isRefused(String name) {
    assertRefused(name, "is not valid Unicode");
  }

  @Test
  void over254CodePoints_isRefused() {
    assertRefused("😀".repeat(255), "is longer than 254 characters");
    assertThat(new Profile("😀".repeat(254), "j@example.com", "J", "D")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"john", "@example.com", "john@"})
  void emailWithoutItsParts_isRefused(String email) {
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", email, "J", "D"))
        .withMessage("email is not an e-mail address");
  }

  @Test
  void everyMember_isHeldToTheRule() {
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", " ", "J", "D"))
        .withMessage("email is blank");
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", "j@example.com", " ", "D"))
        .withMessage("firstName is blank");
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile("john", "j@example.com", "J", " "))
        .withMessage("lastName is blank");
  }

  private static void assertRefused(String username, String problem) {
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(() -> new Profile(username, "j@example.com", "J", "D"))
        .withMessage("username " + problem);
  }
}
