package dev.latchkey.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of password hashing, and of the rules for new passwords. */
@ConfigMapping(prefix = "latchkey.password")
public interface PasswordConfig {

  /** The default of {@link #lanes()}. */
  String DEFAULT_LANES = "4";

  /**
   * The bcrypt cost of new hashes: each step doubles the work of a login and of an attack. From 4
   * to 15; anything else refuses the start.
   */
  @WithDefault("10")
  int cost();

  /**
   * What hashes: {@code lanes}, several hashes at once on each thread; or {@code elytron}, the
   * reference, one hash on each thread.
   */
  @WithDefault("lanes")
  Engine engine();

  /**
   * How many hashes a thread advances at once, 1 to 7. More hashes than a processor's load ports
   * and first cache can serve only take longer. The command {@code calibrate} shows it.
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

  /**
   * How many characters (code points) a new password has at least, 8 to 64. NIST SP 800-63B-4 wants
   * 15 where the password is all that a login needs.
   */
  @WithDefault("15")
  int minLength();

  /**
   * The same for a user who must log in with a second factor, 8 to 64. NIST SP 800-63B-4 wants 8
   * there.
   */
  @WithDefault("8")
  int minLengthWithFactor();

  /** A file of leaked passwords that nobody may choose: see {@link LeakedPasswords}. */
  Optional<Path> blocklist();

  /** The values of {@link #engine()}. */
  enum Engine {
    LANES(50_000),
    ELYTRON(10_000);

    private final int firstGuess;

    Engine(int firstGuess) {
      this.firstGuess = firstGuess;
    }

    /** The iterations per second of a thread, until its speed is measured. */
    int firstGuess() {
      return firstGuess;
    }
  }
}
