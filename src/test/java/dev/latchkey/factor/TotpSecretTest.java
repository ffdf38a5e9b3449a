package dev.latchkey.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpSecretTest {

  private static final String TWENTY_BYTES = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @Test
  void newSecrets_have160Bits_andAreAllDifferent() {
    var texts = new HashSet<String>();
    for (int i = 0; i < 1_000; i++) {
      var secret = TotpSecret.random();
      assertThat(secret.bytes()).hasSize(20);
      assertThat(secret.base32()).matches("[A-Z2-7]{32}");
      texts.add(secret.base32());
    }
    assertThat(texts).hasSize(1_000);
  }

  @Test
  void base32_comesBack() {
    var secret = TotpSecret.random();

    assertThat(TotpSecret.ofBase32(secret.base32())).isEqualTo(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TWENTY_BYTES,
        "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
        "GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ",
        "  GEZDGNBVGY3TQOJQ\u00A0GEZDGNBVGY3T\u2011QOJQ\r\n",
        TWENTY_BYTES + "====",
        TWENTY_BYTES + " = ="
      })
  void wayOfWriting_doesNotMatter(String text) {
    assertThat(TotpSecret.ofBase32(text).bytes())
        .isEqualTo("12345678901234567890".getBytes(US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 16, 20, 32, 63, 64})
  void from80To512Bits_areRead(int bytes) {
    assertThat(TotpSecret.ofBase32(Base32.encode(new byte[bytes])).bytes()).hasSize(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 65, 20_000})
  void fewerAndMoreBits_areRefused(int bytes) {
    assertThatThrownBy(() -> TotpSecret.ofBase32(Base32.encode(new byte[bytes])))
        .isInstanceOf(UnusableSecretException.class)
        .hasMessage("must have from 80 to 512 bits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQO",
        "GEZDGNBVGY3TQOJQ=GEZDGNBVGY3TQOJ",
        "3132333435363738393031323334353637383930",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ\u212A"
      })
  void whatIsNotBase32_isRefused_andNotRepeated(String text) {
    assertThatThrownBy(() -> TotpSecret.ofBase32(text))
        .isInstanceOf(UnusableSecretException.class)
        .hasMessage("must be whole Base32: the letters A to Z and the digits 2 to 7");
  }

  @Test
  void print_showsNothing() {
    var secret = TotpSecret.ofBase32(TWENTY_BYTES);

    assertThat(secret).hasToString("TotpSecret[160 bits]");
    assertThat(secret.hashCode()).isEqualTo(TotpSecret.random().hashCode());
  }

  @Test
  void bytes_cannotBeChangedFromOutside() {
    var given = new byte[20];
    var secret = TotpSecret.of(given);
    given[0] = 1;
    secret.bytes()[1] = 1;

    assertThat(secret.bytes()).containsOnly(0);
  }

  @Test
  void secretOfAnotherLength_isAFault() {
    assertThatThrownBy(() -> TotpSecret.of(new byte[9]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
