package dev.latchkey.factor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpCodeTest {

  @ParameterizedTest
  @CsvSource({"000000, 0", "000001, 1", "287082, 287082", "999999, 999999"})
  void sixDigits_areACode(String text, int number) {
    assertThat(TotpCode.parse(text).orElseThrow().number()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12345",
        "1234567",
        " 123456",
        "123456 ",
        "123456\n",
        "123 456",
        "12345a",
        "-12345",
        "+12345",
        "12.456",
        "１２３４５６",
        "١٢٣٤٥٦",
        "12345６",
        "123456\u0000",
        "\u200B123456"
      })
  void otherText_isNone(String text) {
    assertThat(TotpCode.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("longTexts")
  void longText_isNone(String text) {
    assertThat(TotpCode.parse(text)).isEmpty();
  }

  static String[] longTexts() {
    return new String[] {"1".repeat(1_000), "1".repeat(1_000_000)};
  }

  @Test
  void print_doesNotShowIt() {
    assertThat(TotpCode.parse("287082").orElseThrow().toString()).doesNotContain("287082");
  }
}
