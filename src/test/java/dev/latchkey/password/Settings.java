package dev.latchkey.password;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings made by a test. */
record Settings(
    int cost,
    Engine engine,
    int lanes,
    OptionalInt threads,
    Duration maxWait,
    int minLength,
    int minLengthWithFactor,
    Optional<Path> blocklist)
    implements PasswordConfig {

  Settings(int cost, Engine engine, int lanes, OptionalInt threads, Duration maxWait) {
    this(cost, engine, lanes, threads, maxWait, 15, 8, Optional.empty());
  }

  static Settings cost(int cost) {
    return new Settings(cost, Engine.LANES, 4, OptionalInt.of(1), Duration.ofSeconds(2));
  }

  Settings waitingAtMost(Duration other) {
    return new Settings(cost, engine, lanes, threads, other);
  }

  Settings with(Engine other) {
    return new Settings(cost, other, lanes, threads, maxWait);
  }

  static Settings minLengths(int minLength, int withFactor) {
    return rules(minLength, withFactor, Optional.empty());
  }

  static Settings blocklist(Path file) {
    return rules(15, 8, Optional.of(file));
  }

  private static Settings rules(int minLength, int withFactor, Optional<Path> blocklist) {
    var rest = cost(4);
    return new Settings(
        rest.cost,
        rest.engine,
        rest.lanes,
        rest.threads,
        rest.maxWait,
        minLength,
        withFactor,
        blocklist);
  }
}
