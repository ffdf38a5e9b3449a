package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordHasherTest {

  private final PasswordHasher hasher = new PasswordHasher(Settings.cost(4));

  @ParameterizedTest
  @EnumSource
  void hash_isOfTheConfiguredCostAndVerifies(PasswordConfig.Engine engine) {
    var hash =
        new PasswordHasher(Settings.cost(4).with(engine)).hash(password("john.doe.password"));

    assertThat(hash).matches("\\$2a\\$04\\$[./A-Za-z0-9]{53}");
    assertThat(BcryptUtil.matches("john.doe.password", hash)).isTrue();
    assertThat(BcryptUtil.matches("john.doe.passwore", hash)).isFalse();
  }

  @Test
  void samePasswordTwice_hasTwoSalts() {
    assertThat(hasher.hash(password("12345678"))).isNotEqualTo(hasher.hash(password("12345678")));
  }

  @Test
  void arithmetic_isCheckedOnce() {
    var checks = new AtomicInteger();
    var checked = new PasswordHasher(Settings.cost(4), checks::incrementAndGet);

    checked.hash(password("12345678"));
    checked.hash(password("12345678"));

    assertThat(checks).hasValue(1);
  }

  @Test
  void arithmeticThatIsWrong_hashesNothing() {
    var broken =
        new PasswordHasher(
            Settings.cost(4),
            () -> {
              throw new ConfigurationException("wrong");
            });

    assertThatThrownBy(() -> broken.hash(password("12345678")))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> broken.hash(password("12345678")))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void passwordThatNormalisationWouldChange_isHashedAsItsOwnBytes() {
    // Elytron alone takes both for "file.pass": the ligature's hash must not match the letters'.
    var hash = hasher.hash(password("ﬁle.pass"));

    assertThat(BcryptUtil.matches("file.pass", hash)).isFalse();
  }

  @Test
  void longestPassword_isHashedWhole() {
    var longest = "ü".repeat(36);
    var hash = hasher.hash(password(longest));

    assertThat(BCrypt.verifyer().verify(longest.toCharArray(), hash).verified).isTrue();
    var other = "ü".repeat(35) + "ö"; // another last byte
    assertThat(BCrypt.verifyer().verify(other.toCharArray(), hash).verified).isFalse();
  }

  private static NewPassword password(String text) {
    return NewPassword.withoutRules(text);
  }
}
