package dev.latchkey.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** Settings of password hashing. */
@ConfigMapping(prefix = "latchkey.password")
public interface PasswordConfig {

  /** Where nothing else is set. */
  String DEFAULT_LANES = "4";

  /**
   * The bcrypt cost of new hashes: each step doubles the work of a login and of an attack. From 4
   * to 15; anything else refuses the start.
   */
  @WithDefault("10")
  int cost();

  /**
   * What hashes: {@code lanes}, several at once on each thread, or {@code elytron}, the reference.
   */
  @WithDefault("lanes")
  Engine engine();

  /**
   * How many hashes a thread advances at once, 1 to 7. With more than a processor's load ports and
   * first cache take, each only takes longer; {@code calibrate} shows it.
   */
  @WithDefault(DEFAULT_LANES)
  int lanes();

  /** How many threads hash. By default one per core that the process may use. */
  OptionalInt threads();

  /**
   * The longest wait for a hashing thread, at least 100 ms. A login whose expected wait is longer
   * than seven eighths of it is refused at once with 503, before any work is spent on it; one that
   * has waited all of it is refused when its turn comes.
   */
  @WithDefault("2s")
  Duration maxWait();

  /** The values of {@link #engine()}. */
  enum Engine {
    LANES(50_000),
    ELYTRON(10_000);

    private final int firstGuess;

    Engine(int firstGuess) {
      this.firstGuess = firstGuess;
    }

    /** Iterations per second of a thread, until the first are measured. */
    int firstGuess() {
      return firstGuess;
    }
  }
}
