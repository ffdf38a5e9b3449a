package dev.latchkey.attempts;

import java.time.Duration;
import java.util.OptionalInt;

/** Settings for tests; what is not given has its default. */
record Limits(
    boolean enabled,
    int perName,
    Duration nameRecovery,
    OptionalInt perNetwork,
    Duration networkRecovery)
    implements AttemptsConfig {

  static final Limits DEFAULT =
      new Limits(true, 10, Duration.ofMinutes(1), OptionalInt.empty(), Duration.ofSeconds(6));

  Limits off() {
    return new Limits(false, perName, nameRecovery, perNetwork, networkRecovery);
  }

  Limits perName(int value) {
    return new Limits(enabled, value, nameRecovery, perNetwork, networkRecovery);
  }

  Limits nameRecovery(Duration value) {
    return new Limits(enabled, perName, value, perNetwork, networkRecovery);
  }

  Limits perNetwork(int value) {
    return new Limits(enabled, perName, nameRecovery, OptionalInt.of(value), networkRecovery);
  }

  Limits networkRecovery(Duration value) {
    return new Limits(enabled, perName, nameRecovery, perNetwork, value);
  }
}
