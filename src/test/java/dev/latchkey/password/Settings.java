package dev.latchkey.password;

import java.time.Duration;
import java.util.OptionalInt;

/** Settings made by a test. */
record Settings(int cost, Engine engine, int lanes, OptionalInt threads, Duration maxWait)
    implements PasswordConfig {

  static Settings cost(int cost) {
    return new Settings(cost, Engine.LANES, 4, OptionalInt.of(1), Duration.ofSeconds(2));
  }

  Settings waitingAtMost(Duration other) {
    return new Settings(cost, engine, lanes, threads, other);
  }

  Settings with(Engine other) {
    return new Settings(cost, other, lanes, threads, maxWait);
  }
}
