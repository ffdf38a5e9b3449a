package dev.latchkey.attempts;

import dev.latchkey.caller.CallerConfig;
import dev.latchkey.caller.Client;
import dev.latchkey.settings.Settings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Limits how often a password can be guessed. Each name has a number of attempts, also a name that
 * no user has, so a refusal does not tell which users exist. The username and the e-mail address of
 * one user are counted separately: a shared count would tell that both belong to the same user.
 * Where clients are known, each client network has a number of attempts as well ({@link
 * NetworkCounts}). They are used by guesses, and by asking for organisations that do not exist.
 *
 * <p>Each process counts for itself, in monotonic time: a jump of the clock changes nothing.
 */
@ApplicationScoped
public class Attempts {

  /** How many names, and how many networks, are remembered: each takes about 150 bytes. */
  private static final int CAPACITY = 100_000;

  private static final int PER_NETWORK = 100;
  private static final int MAX_ATTEMPTS = 10_000;
  private static final Duration MIN_RECOVERY = Duration.ofMillis(1);
  private static final Duration MAX_RECOVERY = Duration.ofDays(1);

  private final AttemptsConfig config;
  private final int perNetwork;
  private final AttemptKeys hash = new AttemptKeys();
  private final Counts names;
  private final NetworkCounts networks;
  private final Counter namesRefused;
  private final Counter networksRefused;

  @Inject
  Attempts(AttemptsConfig config, CallerConfig caller, MeterRegistry registry) {
    this(config, caller, registry, sinceNow());
  }

  Attempts(AttemptsConfig config, CallerConfig caller, MeterRegistry registry, LongSupplier nanos) {
    this.config = config;
    boolean clientsAreKnown = caller.trustedProxies().isPresent();
    this.perNetwork = config.perNetwork().orElse(clientsAreKnown ? PER_NETWORK : Counts.NONE);
    this.names = new Counts(limit(config.perName()), config.nameRecovery(), CAPACITY, nanos);
    this.networks = new NetworkCounts(limit(perNetwork), config.networkRecovery(), CAPACITY, nanos);
    this.namesRefused = refused("name", registry);
    this.networksRefused = refused("network", registry);
  }

  private static LongSupplier sinceNow() {
    long start = System.nanoTime();
    return () -> System.nanoTime() - start;
  }

  private int limit(int attempts) {
    return config.enabled() ? attempts : Counts.NONE;
  }

  private static Counter refused(String limit, MeterRegistry registry) {
    return Counter.builder("latchkey.attempts.refused")
        .description("Logins refused because all attempts were used")
        .tag("limit", limit)
        .register(registry);
  }

  /**
   * @throws ConfigurationException when a setting is out of range; the message is one line
   */
  public void checkSettings() {
    Settings.requireWithin(1, MAX_ATTEMPTS, config.perName(), "latchkey.attempts.per-name");
    Settings.requireWithin(Counts.NONE, MAX_ATTEMPTS, perNetwork, "latchkey.attempts.per-network");
    requireRecovery("latchkey.attempts.name-recovery", config.nameRecovery());
    requireRecovery("latchkey.attempts.network-recovery", config.networkRecovery());
  }

  private static void requireRecovery(String property, Duration value) {
    Settings.require(
        value.compareTo(MIN_RECOVERY) >= 0 && value.compareTo(MAX_RECOVERY) <= 0,
        property,
        "must be from 1ms to 24h");
  }

  /**
   * Counts an attempt of the client's networks, before anything is spent on it. It stays counted
   * where the organisation does not exist.
   *
   * @throws TooManyAttemptsException when one of the networks has none left; nothing is counted
   *     then
   */
  public Reservation reserve(Client client) {
    var reservation = new Reservation();
    try {
      networks.take(client.networks().stream().map(hash::of).toList(), reservation);
    } catch (TooManyAttemptsException e) {
      networksRefused.increment();
      throw e;
    }
    return reservation;
  }

  /**
   * Counts the same attempt for its name, before the password is checked.
   *
   * @param name folded as the directory folds it
   * @throws TooManyAttemptsException when the name has none left; nothing is counted then, and the
   *     networks have their attempt back
   */
  public void addName(Reservation reservation, UUID organization, String name) {
    try {
      reservation.take(names, hash.of(organization, name));
    } catch (TooManyAttemptsException e) {
      namesRefused.increment();
      throw e;
    }
  }
}
