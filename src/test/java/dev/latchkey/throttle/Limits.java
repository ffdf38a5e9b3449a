package dev.latchkey.throttle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings for tests; what is not given has its default. */
record Limits(
    boolean enabled,
    int attempts,
    Duration recovery,
    OptionalInt networkAttempts,
    Duration networkRecovery,
    Optional<List<String>> trustedProxies)
    implements ThrottleConfig {

  static final Limits DEFAULT =
      new Limits(
          true,
          10,
          Duration.ofMinutes(1),
          OptionalInt.empty(),
          Duration.ofSeconds(6),
          Optional.empty());

  Limits off() {
    return new Limits(false, attempts, recovery, networkAttempts, networkRecovery, trustedProxies);
  }

  Limits attempts(int value) {
    return new Limits(enabled, value, recovery, networkAttempts, networkRecovery, trustedProxies);
  }

  Limits recovery(Duration value) {
    return new Limits(enabled, attempts, value, networkAttempts, networkRecovery, trustedProxies);
  }

  Limits networkAttempts(int value) {
    return new Limits(
        enabled, attempts, recovery, OptionalInt.of(value), networkRecovery, trustedProxies);
  }

  Limits networkRecovery(Duration value) {
    return new Limits(enabled, attempts, recovery, networkAttempts, value, trustedProxies);
  }

  Limits trusting(String... proxies) {
    return new Limits(
        enabled,
        attempts,
        recovery,
        networkAttempts,
        networkRecovery,
        Optional.of(List.of(proxies)));
  }
}
