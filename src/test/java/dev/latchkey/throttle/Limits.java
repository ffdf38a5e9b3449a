package dev.latchkey.throttle;

import java.time.Duration;

/** Settings for tests; what is not given has its default. */
record Limits(boolean enabled, int attempts, Duration recovery) implements ThrottleConfig {

  static final Limits DEFAULT = new Limits(true, 10, Duration.ofMinutes(1));

  Limits off() {
    return new Limits(false, attempts, recovery);
  }

  Limits attempts(int value) {
    return new Limits(enabled, value, recovery);
  }

  Limits recovery(Duration value) {
    return new Limits(enabled, attempts, value);
  }
}
