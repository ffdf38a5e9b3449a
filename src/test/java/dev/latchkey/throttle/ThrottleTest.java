package dev.latchkey.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThrottleTest {

  private static final UUID ACME = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private static final Client HERE = new Client("192.0.2.1", "192.0.2.1");
  private static final Client THERE = new Client("2001:db8::7", "2001:db8::/64");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long now;

  @Test
  void tenAttempts_thenOneAMinute() {
    var throttle = throttle(Limits.DEFAULT);
    fail(throttle, ACME, "jane", 10);

    assertRefused(throttle, ACME, "jane", Duration.ofMinutes(1));
    now += Duration.ofSeconds(59).toNanos();
    assertRefused(throttle, ACME, "jane", Duration.ofSeconds(1));
    now += Duration.ofSeconds(1).toNanos();
    fail(throttle, ACME, "jane", 1);
    assertRefused(throttle, ACME, "jane", Duration.ofMinutes(1));
  }

  @Test
  void sameNameElsewhere_isAnother() {
    var throttle = throttle(Limits.DEFAULT);
    fail(throttle, ACME, "jane", 10);

    fail(throttle, OTHER, "jane", 10);
    fail(throttle, ACME, "jane@mail.example", 10);
    assertRefused(throttle, OTHER, "jane", Duration.ofMinutes(1));
  }

  @Test
  void attemptThatIsGivenBack_takesNoOtherWithIt() {
    var throttle = throttle(Limits.DEFAULT);
    fail(throttle, ACME, "jane", 9);

    for (int i = 0; i < 50; i++) {
      throttle.reserve(ACME, "jane", HERE).giveBack();
    }
    fail(throttle, ACME, "jane", 1);
    assertRefused(throttle, ACME, "jane", Duration.ofMinutes(1));
  }

  @Test
  void refusals_areCounted() {
    var throttle = throttle(Limits.DEFAULT.attempts(1));
    fail(throttle, ACME, "jane", 1);
    assertRefused(throttle, ACME, "jane", Duration.ofMinutes(1));
    assertRefused(throttle, ACME, "jane", Duration.ofMinutes(1));

    assertThat(refused("name")).isEqualTo(2);
    assertThat(refused("network")).isZero();
  }

  @Test
  void oneGuessForEachOfManyNames_isCountedByNetwork() {
    var throttle = throttle(Limits.DEFAULT.networkAttempts(100));
    for (int i = 0; i < 100; i++) {
      fail(throttle, i % 2 == 0 ? ACME : OTHER, "user-" + i, 1);
    }

    assertRefused(throttle, ACME, "somebody", Duration.ofSeconds(6));
    throttle.reserve(ACME, "somebody", THERE);
    now += Duration.ofSeconds(6).toNanos();
    fail(throttle, ACME, "somebody", 1);
    assertRefused(throttle, ACME, "somebody", Duration.ofSeconds(6));
    assertThat(refused("network")).isEqualTo(2);
    assertThat(refused("name")).isZero();
  }

  @Test
  void successOfOneName_givesTheNetworkThatAttemptAlone() {
    var throttle = throttle(Limits.DEFAULT.networkAttempts(20));
    for (int i = 0; i < 50; i++) {
      throttle.reserve(ACME, "mallory", HERE).giveBack();
    }
    for (int i = 0; i < 19; i++) {
      fail(throttle, ACME, "user-" + i, 1);
      throttle.reserve(ACME, "mallory", HERE).giveBack();
    }
    fail(throttle, ACME, "user-20", 1);

    assertRefused(throttle, ACME, "mallory", Duration.ofSeconds(6));
  }

  @Test
  void attemptThatTheNetworkRefuses_isNotCountedForTheName() {
    var throttle = throttle(Limits.DEFAULT.networkAttempts(1));
    fail(throttle, ACME, "john", 1);
    for (int i = 0; i < 50; i++) {
      assertRefused(throttle, ACME, "jane", Duration.ofSeconds(6));
    }

    throttle.reserve(ACME, "jane", THERE).giveBack();
    for (int i = 0; i < 10; i++) {
      throttle.reserve(ACME, "jane", new Client("", "network-" + i));
    }
  }

  @Test
  void networks_areCountedOnlyWhereClientsAreKnown() {
    var unaware = throttle(Limits.DEFAULT);
    var aware = throttle(Limits.DEFAULT.trusting("10.0.0.0/8"));
    var unlimited = throttle(Limits.DEFAULT.trusting("10.0.0.0/8").networkAttempts(0));
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
  void throttleThatIsOff_countsNothing() {
    var throttle = throttle(Limits.DEFAULT.off());

    fail(throttle, ACME, "jane", 1_000);
    throttle.reserve(ACME, "jane", HERE).giveBack();
    assertThat(refused("name") + refused("network")).isZero();
  }

  static Stream<Limits> badSettings() {
    return Stream.of(
        Limits.DEFAULT.attempts(0),
        Limits.DEFAULT.attempts(10_001),
        Limits.DEFAULT.recovery(Duration.ZERO),
        Limits.DEFAULT.recovery(Duration.ofDays(2)),
        Limits.DEFAULT.networkAttempts(-1),
        Limits.DEFAULT.networkAttempts(10_001),
        Limits.DEFAULT.networkRecovery(Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void settingOutOfRange_refusesTheStartAndNamesTheVariable(Limits limits) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> throttle(limits).prepare())
        .withMessageStartingWith("LATCHKEY_THROTTLE_");
  }

  @Test
  void settingsAtTheirLimits_areGood() {
    var most = Limits.DEFAULT.attempts(10_000).recovery(Duration.ofDays(1));
    assertThatNoException().isThrownBy(() -> throttle(most).prepare());

    fail(throttle(most), ACME, "jane", 10_000);
  }

  private Throttle throttle(ThrottleConfig config) {
    return new Throttle(config, registry, () -> now);
  }

  private double refused(String limit) {
    return registry.get("latchkey.throttle.refused").tag("limit", limit).counter().count();
  }

  private static void fail(Throttle throttle, UUID organization, String name, int times) {
    for (int i = 0; i < times; i++) {
      throttle.reserve(organization, name, HERE);
    }
  }

  private static void assertRefused(
      Throttle throttle, UUID organization, String name, Duration retryAfter) {
    assertThatExceptionOfType(TooManyAttempts.class)
        .isThrownBy(() -> throttle.reserve(organization, name, HERE))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(retryAfter));
  }
}
