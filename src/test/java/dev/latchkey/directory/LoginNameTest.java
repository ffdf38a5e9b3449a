package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginNameTest {

  @ParameterizedTest
  @CsvSource({
    "John.Doe@Example.COM, john.doe@example.com",
    "MÜLLER, müller",
    "ẞ, ß",
    "ß, ß",
    "İI, İi",
    "ıi, ıi",
    "ΣΣ, σσ",
    "ς, σ",
    "ſ, s",
    "K, k",
    "𐐀, 𐐨",
    "日本, 日本"
  })
  void name_isFoldedPerCodePoint(String name, String key) {
    assertThat(LoginName.of(name).key()).isEqualTo(key);
  }

  @Test
  void folding_isStable() {
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.getType(c) != Character.SURROGATE) {
        String key = LoginName.of(Character.toString(c)).key();
        assertThat(LoginName.of(key).key()).isEqualTo(key);
        assertThat(key.codePointCount(0, key.length())).isEqualTo(1);
      }
    }
  }

  @Test
  void blanksAndComposition_stay() {
    assertThat(LoginName.of(" a ").key()).isEqualTo(" a ");
    assertThat(LoginName.of("e\u0301")).isNotEqualTo(LoginName.of("é"));
  }

  @Test
  void text_isHidden() {
    assertThat(LoginName.of("a password, typed into the wrong field").toString())
        .isEqualTo("LoginName[…]");
  }
}
