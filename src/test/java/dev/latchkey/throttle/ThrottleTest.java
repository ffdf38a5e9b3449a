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
  void success_givesAllAttemptsBack() {
    var throttle = throttle(Limits.DEFAULT);
    fail(throttle, ACME, "jane", 9);

    throttle.reserve(ACME, "jane").succeed();
    fail(throttle, ACME, "jane", 10);
    assertRefused(throttle, ACME, "jane", Duration.ofMinutes(1));
  }

  @Test
  void attemptWithoutVerdict_isGivenBack() {
    var throttle = throttle(Limits.DEFAULT);
    fail(throttle, ACME, "jane", 9);

    for (int i = 0; i < 50; i++) {
      throttle.reserve(ACME, "jane").giveBack();
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

    assertThat(registry.get("latchkey.throttle.refused").counter().count()).isEqualTo(2);
  }

  @Test
  void throttleThatIsOff_countsNothing() {
    var throttle = throttle(Limits.DEFAULT.off());

    fail(throttle, ACME, "jane", 1_000);
    throttle.reserve(ACME, "jane").succeed();
    throttle.reserve(ACME, "jane").giveBack();
    assertThat(registry.get("latchkey.throttle.refused").counter().count()).isZero();
  }

  static Stream<Limits> badSettings() {
    return Stream.of(
        Limits.DEFAULT.attempts(0),
        Limits.DEFAULT.attempts(10_001),
        Limits.DEFAULT.recovery(Duration.ZERO),
        Limits.DEFAULT.recovery(Duration.ofDays(2)));
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

  private static void fail(Throttle throttle, UUID organization, String name, int times) {
    for (int i = 0; i < times; i++) {
      throttle.reserve(organization, name);
    }
  }

  private static void assertRefused(
      Throttle throttle, UUID organization, String name, Duration retryAfter) {
    assertThatExceptionOfType(TooManyAttempts.class)
        .isThrownBy(() -> throttle.reserve(organization, name))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(retryAfter));
  }
}
