package dev.latchkey.password;

import java.time.Duration;
import java.util.OptionalInt;

/** Settings made by a test. */
record Settings(int cost, OptionalInt threads, Duration maxWait) implements PasswordConfig {

  static Settings cost(int cost) {
    return new Settings(cost, OptionalInt.of(1), Duration.ofSeconds(2));
  }
}
