package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.latchkey.caller.CallerConfig;
import dev.latchkey.caller.Client;
import dev.latchkey.caller.Proxies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptsTest {

  private static final UUID ACME = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private static final Client HERE = new Client("192.0.2.1", List.of("192.0.2.0/24", "192.0.2.1"));
  private static final Client THERE = new Client("2001:db8::7", List.of("2001:db8::/48", "2001:db8::/56", "2001:db8::/64"));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long now;

  @Test
  void tenAttempts_thenOneAMinute() {
    var attempts = attempts(Limits.DEFAULT);
    fail(attempts, ACME, "jane", 10);

    assertRefused(attempts, ACME, "jane", Duration.ofMinutes(1));
    now += Duration.ofSeconds(59).toNanos();
    assertRefused(attempts, ACME, "jane", Duration.ofSeconds(1));
    now += Duration.ofSeconds(1).toNanos();
    fail(attempts, ACME, "jane", 1);
    assertRefused(attempts, ACME, "jane", Duration.ofMinutes(1));
  }

  @Test
  void sameNameElsewhere_isAnother() {
    var attempts = attempts(Limits.DEFAULT);
    fail(attempts, ACME, "jane", 10);

    fail(attempts, OTHER, "jane", 10);
    fail(attempts, ACME, "jane@mail.example", 10);
    assertRefused(attempts, OTHER, "jane", Duration.ofMinutes(1));
  }

  @Test
  void attemptThatIsGivenBack_takesNoOtherWithIt() {
    var attempts = attempts(Limits.DEFAULT);
    fail(attempts, ACME, "jane", 9);

    for (int i = 0; i < 50; i++) {
      attempts.reserve(ACME, "jane", HERE).giveBack();
    }
    fail(attempts, ACME, "jane", 1);
    assertRefused(attempts, ACME, "jane", Duration.ofMinutes(1));
  }

  @Test
  void refusals_areCounted() {
    var attempts = attempts(Limits.DEFAULT.perName(1));
    fail(attempts, ACME, "jane", 1);
    assertRefused(attempts, ACME, "jane", Duration.ofMinutes(1));
    assertRefused(attempts, ACME, "jane", Duration.ofMinutes(1));

    assertThat(refused("name")).isEqualTo(2);
    assertThat(refused("network")).isZero();
  }

  @Test
  void oneGuessForEachOfManyNames_isCountedByNetwork() {
    var attempts = attempts(Limits.DEFAULT.perNetwork(100));
    for (int i = 0; i < 100; i++) {
      fail(attempts, i % 2 == 0 ? ACME : OTHER, "user-" + i, 1);
    }

    assertRefused(attempts, ACME, "somebody", Duration.ofSeconds(6));
    attempts.reserve(ACME, "somebody", THERE);
    now += Duration.ofSeconds(6).toNanos();
    fail(attempts, ACME, "somebody", 1);
    assertRefused(attempts, ACME, "somebody", Duration.ofSeconds(6));
    assertThat(refused("network")).isEqualTo(2);
    assertThat(refused("name")).isZero();
  }

  @Test
  void successOfOneName_givesTheNetworkThatAttemptAlone() {
    var attempts = attempts(Limits.DEFAULT.perNetwork(20));
    for (int i = 0; i < 50; i++) {
      attempts.reserve(ACME, "mallory", HERE).giveBack();
    }
    for (int i = 0; i < 19; i++) {
      fail(attempts, ACME, "user-" + i, 1);
      attempts.reserve(ACME, "mallory", HERE).giveBack();
    }
    fail(attempts, ACME, "user-20", 1);

    assertRefused(attempts, ACME, "mallory", Duration.ofSeconds(6));
  }

  @Test
  void attemptThatTheNetworkRefuses_isNotCountedForTheName() {
    var attempts = attempts(Limits.DEFAULT.perNetwork(1));
    fail(attempts, ACME, "john", 1);
    for (int i = 0; i < 50; i++) {
      assertRefused(attempts, ACME, "jane", Duration.ofSeconds(6));
    }

    attempts.reserve(ACME, "jane", THERE).giveBack();
    for (int i = 0; i < 10; i++) {
      attempts.reserve(ACME, "jane", new Client("", List.of("network-" + i)));
    }
  }

  @Test
  void networks_areCountedOnlyWhereClientsAreKnown() {
    var unaware = attempts(Limits.DEFAULT);
    var aware = attempts(Limits.DEFAULT, Proxies.trusting("10.0.0.0/8"));
    var unlimited = attempts(Limits.DEFAULT.perNetwork(0), Proxies.trusting("10.0.0.0/8"));
    for (int i = 0; i < 100; i++) {
      fail(unaware, ACME, "user-" + i, 1);
      fail(aware, ACME, "user-" + i, 1);
      fail(unlimited, ACME, "user-" + i, 1);
    }

    fail(unaware, ACME, "jane", 1);
    fail(unlimited, ACME, "jane", 1);
    assertRefused(aware, ACME, "jane", Duration.ofSeconds(6));
  }

  @Test
  void limitThatIsOff_countsNothing() {
    var attempts = attempts(Limits.DEFAULT.off());

    fail(attempts, ACME, "jane", 1_000);
    attempts.reserve(ACME, "jane", HERE).giveBack();
    assertThat(refused("name") + refused("network")).isZero();
  }

  static Stream<Limits> badSettings() {
    return Stream.of(
        Limits.DEFAULT.perName(0),
        Limits.DEFAULT.perName(10_001),
        Limits.DEFAULT.nameRecovery(Duration.ZERO),
        Limits.DEFAULT.nameRecovery(Duration.ofDays(2)),
        Limits.DEFAULT.perNetwork(-1),
        Limits.DEFAULT.perNetwork(10_001),
        Limits.DEFAULT.networkRecovery(Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void settingOutOfRange_refusesTheStartAndNamesTheVariable(Limits limits) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> attempts(limits).checkSettings())
        .withMessageStartingWith("LATCHKEY_ATTEMPTS_");
  }

  @Test
  void settingsAtTheirLimits_areGood() {
    var most = Limits.DEFAULT.perName(10_000).nameRecovery(Duration.ofDays(1));
    assertThatNoException().isThrownBy(() -> attempts(most).checkSettings());

    fail(attempts(most), ACME, "jane", 10_000);
  }

  private Attempts attempts(AttemptsConfig config) {
    return attempts(config, Proxies.NONE);
  }

  private Attempts attempts(AttemptsConfig config, CallerConfig caller) {
    return new Attempts(config, caller, registry, () -> now);
  }

  private double refused(String limit) {
    return registry.get("latchkey.attempts.refused").tag("limit", limit).counter().count();
  }

  private static void fail(Attempts attempts, UUID organization, String name, int times) {
    for (int i = 0; i < times; i++) {
      attempts.reserve(organization, name, HERE);
    }
  }

  private static void assertRefused(
      Attempts attempts, UUID organization, String name, Duration retryAfter) {
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> attempts.reserve(organization, name, HERE))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(retryAfter));
  }
}
