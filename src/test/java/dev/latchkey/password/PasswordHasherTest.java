package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {

  private final PasswordHasher hasher = new PasswordHasher(Settings.cost(4));

  @Test
  void hash_isOfTheConfiguredCostAndVerifies() {
    var hash = hasher.hash(password("john.doe.password"));

    assertThat(hash).matches("\\$2a\\$04\\$[./A-Za-z0-9]{53}");
    assertThat(BcryptUtil.matches("john.doe.password", hash)).isTrue();
    assertThat(BcryptUtil.matches("john.doe.passwore", hash)).isFalse();
  }

  @Test
  void samePasswordTwice_hasTwoSalts() {
    assertThat(hasher.hash(password("12345678"))).isNotEqualTo(hasher.hash(password("12345678")));
  }

  @Test
  void passwordThatNormalisationWouldChange_isHashedAsItsOwnBytes() {
    // Elytron alone takes both for "file.pass": the ligature's hash must not match the letters'.
    var hash = hasher.hash(password("ﬁle.pass"));

    assertThat(BcryptUtil.matches("file.pass", hash)).isFalse();
  }

  @Test
  void everyByte_passesThroughUnchanged() {
    var bytes = new byte[256];
    IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);

    assertThat(new String(ExactBytes.chars(bytes)).getBytes(ExactBytes.charset())).isEqualTo(bytes);
  }

  private static NewPassword password(String text) {
    return NewPassword.of(text, name -> false);
  }
}
