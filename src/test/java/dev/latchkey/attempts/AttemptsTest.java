package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The modes and the settings of the limits. */
@QuarkusTest
class AttemptsTest extends SeveralProcesses {

  @Test
  void shadow_refusesNothing_andTellsWhatItWouldHaveRefused() {
    var attempts = process("mode", "shadow", "account-failures", "7", "per-network", "9");
    fail(attempts, "jane", HERE, 5);
    assertThat(judged(attempts, "jane", HERE).shadowed()).contains(Limit.NAME);
    fail(attempts, "jane", HERE, 2);

    var locked = judged(attempts, "jane", THERE);
    assertThat(locked.isLocked()).isFalse();
    assertThat(locked.shadowed()).contains(Limit.ACCOUNT);
    fail(attempts, "somebody", HERE, 2);
    assertThat(judged(attempts, "anybody", HERE).shadowed()).contains(Limit.NETWORK);
    assertThat(judged(attempts, "anybody", THERE).shadowed()).isEmpty();
    assertThat(
            registry
                .get("latchkey.attempts.refused")
                .tag("mode", "shadow")
                .tag("limit", "account")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void off_countsNothing() {
    var attempts = process("mode", "off");
    fail(attempts, "jane", HERE, 200);
    judged(attempts, "jane", HERE).succeeded();

    assertThat(directory.number("select count(*) from failures")).isZero();
    assertThat(directory.number("select count(*) from account_failures")).isZero();
    assertThat(directory.number("select count(*) from known_networks")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "in-flight-per-name, 0",
    "in-flight-per-name, 10001",
    "name-failures, 0",
    "name-delay, 0s",
    "name-max-delay, 29s",
    "name-memory, 10m",
    "account-failures, 0",
    "account-retry, 0s",
    "known-networks, 0",
    "known-for, 1h",
    "per-network, -1",
    "network-recovery, 0s",
    "max-rows, 999",
  })
  void settingOutOfRange_refusesTheStartAndNamesTheVariable(String name, String value) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> AttemptsSettings.check(Limits.with(Map.of(name, value))))
        .withMessageStartingWith(
            "LATCHKEY_ATTEMPTS_" + name.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  @Test
  void defaults_areInRange() {
    assertThatNoException().isThrownBy(() -> AttemptsSettings.check(Limits.DEFAULT));
  }
}
