package dev.latchkey.throttle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Bounds how often a password can be guessed. Each name has a number of attempts, whether or not it
 * is anybody's: a refusal tells nothing about who exists. The names of one user are counted apart,
 * since a count that two names share would tell that they are one user's.
 *
 * <p>Counted in this process alone, in monotonic time: a jump of the clock changes nothing.
 */
@ApplicationScoped
public class Throttle {

  /** How many names are remembered; each takes about 200 bytes. */
  private static final int NAMES = 100_000;

  private static final int MAX_ATTEMPTS = 10_000;
  private static final Duration MIN_RECOVERY = Duration.ofMillis(1);
  private static final Duration MAX_RECOVERY = Duration.ofDays(1);

  private final ThrottleConfig config;
  private final KeyedHash hash = new KeyedHash();
  private final Counts names;
  private final Counter refused;

  @Inject
  Throttle(ThrottleConfig config, MeterRegistry registry) {
    this(config, registry, sinceNow());
  }

  Throttle(ThrottleConfig config, MeterRegistry registry, LongSupplier nanos) {
    this.config = config;
    this.names = new Counts(config.attempts(), config.recovery(), NAMES, nanos);
    this.refused =
        Counter.builder("latchkey.throttle.refused")
            .description("Logins refused because all attempts were used")
            .register(registry);
  }

  private static LongSupplier sinceNow() {
    long start = System.nanoTime();
    return () -> System.nanoTime() - start;
  }

  /**
   * Checks the settings.
   *
   * @throws ConfigurationException when one is out of range; the message is one line
   */
  public void prepare() {
    require(
        config.attempts() >= 1 && config.attempts() <= MAX_ATTEMPTS,
        "LATCHKEY_THROTTLE_ATTEMPTS must be from 1 to " + MAX_ATTEMPTS);
    require(
        config.recovery().compareTo(MIN_RECOVERY) >= 0
            && config.recovery().compareTo(MAX_RECOVERY) <= 0,
        "LATCHKEY_THROTTLE_RECOVERY must be from 1ms to 1 day");
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new ConfigurationException(problem);
    }
  }

  /**
   * Counts an attempt before anything is spent on it.
   *
   * @param name folded as the directory folds it
   * @throws TooManyAttempts when the name has none left; nothing is counted then
   */
  public Reservation reserve(UUID organization, String name) {
    if (!config.enabled()) {
      return Reservation.NONE;
    }
    try {
      return new Reservation(names, names.take(hash.of(organization, name)));
    } catch (TooManyAttempts e) {
      refused.increment();
      throw e;
    }
  }
}
