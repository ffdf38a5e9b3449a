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
 * since a count that two names share would tell that they are one user's. Where clients are known,
 * each client's network has a number of attempts as well.
 *
 * <p>Counted in this process alone, in monotonic time: a jump of the clock changes nothing.
 */
@ApplicationScoped
public class Throttle {

  /** How many names, and how many networks, are remembered; each takes about 150 bytes. */
  private static final int CAPACITY = 100_000;

  private static final int NETWORK_ATTEMPTS = 100;
  private static final int MAX_ATTEMPTS = 10_000;
  private static final Duration MIN_RECOVERY = Duration.ofMillis(1);
  private static final Duration MAX_RECOVERY = Duration.ofDays(1);

  private final ThrottleConfig config;
  private final KeyedHash hash = new KeyedHash();
  private final Counts names;
  private final Counts networks;
  private final Counter namesRefused;
  private final Counter networksRefused;

  @Inject
  Throttle(ThrottleConfig config, MeterRegistry registry) {
    this(config, registry, sinceNow());
  }

  Throttle(ThrottleConfig config, MeterRegistry registry, LongSupplier nanos) {
    this.config = config;
    this.names = counts(config.attempts(), config.recovery(), nanos);
    this.networks = counts(networkAttempts(), config.networkRecovery(), nanos);
    this.namesRefused = refused("name", registry);
    this.networksRefused = refused("network", registry);
  }

  private static LongSupplier sinceNow() {
    long start = System.nanoTime();
    return () -> System.nanoTime() - start;
  }

  private Counts counts(int attempts, Duration recovery, LongSupplier nanos) {
    return new Counts(config.enabled() ? attempts : Counts.NONE, recovery, CAPACITY, nanos);
  }

  private int networkAttempts() {
    boolean clientsAreKnown = config.trustedProxies().isPresent();
    return config.networkAttempts().orElse(clientsAreKnown ? NETWORK_ATTEMPTS : Counts.NONE);
  }

  private static Counter refused(String limit, MeterRegistry registry) {
    return Counter.builder("latchkey.throttle.refused")
        .description("Logins refused because all attempts were used")
        .tag("limit", limit)
        .register(registry);
  }

  /**
   * Checks the settings.
   *
   * @throws ConfigurationException when one is out of range; the message is one line
   */
  public void prepare() {
    requireAttempts("LATCHKEY_THROTTLE_ATTEMPTS", 1, config.attempts());
    requireAttempts("LATCHKEY_THROTTLE_NETWORK_ATTEMPTS", Counts.NONE, networkAttempts());
    requireRecovery("LATCHKEY_THROTTLE_RECOVERY", config.recovery());
    requireRecovery("LATCHKEY_THROTTLE_NETWORK_RECOVERY", config.networkRecovery());
  }

  private static void requireAttempts(String variable, int least, int value) {
    if (value < least || value > MAX_ATTEMPTS) {
      throw new ConfigurationException(variable + " must be from " + least + " to " + MAX_ATTEMPTS);
    }
  }

  private static void requireRecovery(String variable, Duration value) {
    if (value.compareTo(MIN_RECOVERY) < 0 || value.compareTo(MAX_RECOVERY) > 0) {
      throw new ConfigurationException(variable + " must be from 1ms to 24h");
    }
  }

  /**
   * Counts an attempt before anything is spent on it.
   *
   * @param name folded as the directory folds it
   * @throws TooManyAttempts when the name or the network has none left; nothing is counted then
   */
  public Reservation reserve(UUID organization, String name, Client client) {
    var ofName = take(names, hash.of(organization, name), namesRefused);
    try {
      var ofNetwork = take(networks, hash.of(client.network()), networksRefused);
      return new Reservation(ofName, ofNetwork);
    } catch (TooManyAttempts e) {
      ofName.giveBack();
      throw e;
    }
  }

  private static Counts.Count take(Counts counts, Fingerprint key, Counter refused) {
    try {
      return counts.take(key);
    } catch (TooManyAttempts e) {
      refused.increment();
      throw e;
    }
  }
}
