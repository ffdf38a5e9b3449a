package dev.latchkey.attempts;

import dev.latchkey.attempts.AttemptsConfig.Mode;
import dev.latchkey.caller.Client;
import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.FailureSweep;
import dev.latchkey.directory.Failures;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.Tallies;
import dev.latchkey.directory.TallyKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often a password can be guessed. There are four limits, and each is for something
 * else:
 *
 * <ul>
 *   <li>A name has few attempts <b>in flight</b> ({@link InFlight}), so that parallel guesses are
 *       not compared before the first is known to be wrong.
 *   <li>A <b>name</b>, as it was typed, is refused for a time in a client network that failed
 *       ({@link NamePause}), also if no user has it. So a refusal does not tell which users exist,
 *       and a guesser does not keep the owner out, who is elsewhere.
 *   <li>A <b>network</b> has a number of failures, over all names ({@link NetworkLimit}).
 *   <li>An <b>account</b> has a number of failures in a row ({@link AccountLock}).
 * </ul>
 *
 * <p>All replicas share the counts of the database. What this process knows of them is asked first,
 * in monotonic time: a jump of the clock changes nothing.
 */
@ApplicationScoped
public class Attempts {

  /** How many keys of each kind this process remembers: each takes about 200 bytes. */
  private static final int CAPACITY = 100_000;

  final Pauses pauses;
  final InFlight inFlight;
  final NetworkCounts networks;
  final FailureLog log;
  final AttemptsMetrics metrics;
  private final AttemptsConfig config;
  private final AccountLock lock;
  private final NamePause namePause;
  private final NetworkLimit networkLimit;
  private final Failures failures;
  private final Set<UUID> retrying = ConcurrentHashMap.newKeySet();
  private @Nullable AttemptKeys keys;

  @Inject
  Attempts(AttemptsConfig config, Failures failures, FailureSweep sweep, MeterRegistry registry) {
    this(config, failures, sweep, registry, sinceNow());
  }

  Attempts(
      AttemptsConfig config,
      Failures failures,
      FailureSweep sweep,
      MeterRegistry registry,
      LongSupplier nanos) {
    this.config = config;
    this.failures = failures;
    this.lock = AccountLock.of(config);
    this.namePause = NamePause.of(config);
    this.networkLimit = NetworkLimit.of(config);
    this.pauses = new Pauses(CAPACITY, nanos);
    this.inFlight = new InFlight(config.inFlightPerName());
    this.networks = new NetworkCounts(networkLimit, CAPACITY, nanos);
    this.metrics = new AttemptsMetrics(registry, config.mode(), inFlight);
    this.log = new FailureLog(config, failures, sweep, metrics, nanos);
  }

  private static LongSupplier sinceNow() {
    long start = System.nanoTime();
    return () -> System.nanoTime() - start;
  }

  /**
   * @throws ConfigurationException when a setting is out of range; the message is one line
   */
  public void checkSettings() {
    AttemptsSettings.check(config);
  }

  /**
   * Reads the secret that all replicas share. To be called at the start. Blocks.
   *
   * @throws DatabaseException when it is not there
   */
  public void readSecret() {
    keys = new AttemptKeys(failures.secret());
  }

  /**
   * Begins an attempt: refuses it, lets it wait for others of its name, or lets it go on. It costs
   * no query. Whoever gets the attempt ends it ({@link Attempt#end}).
   *
   * @param domain as it was asked for, folded where it has the form of a domain
   * @param patience how long it may wait
   * @return fails with {@link TooManyAttemptsException} or {@link AttemptsBusyException}
   */
  public Uni<Attempt> begin(String domain, LoginName name, Client client, Duration patience) {
    return Uni.createFrom().deferred(() -> begun(domain, name, client, patience));
  }

  /**
   * Forgets the failures of a user who has a new password: at once in this process, and in the
   * background in the database.
   *
   * @param domain of the organisation, folded
   * @param names the user's
   * @param full whether it ended in a full token: only this makes a network known
   */
  public void forget(String domain, List<LoginName> names, Client client, UUID user, boolean full) {
    if (mode() == Mode.OFF) {
      return;
    }
    for (var name : names) {
      var keysOf = attempt(domain, name, client).keys();
      pauses.end(keysOf.name());
      log.clear(keysOf, user, full);
    }
  }

  private Uni<Attempt> begun(String domain, LoginName name, Client client, Duration patience) {
    if (mode() == Mode.OFF) {
      var free = new Attempt(this, TallyKeys.NOTHING, limits(TallyKeys.NONE));
      return Uni.createFrom().item(free);
    }
    var attempt = attempt(domain, name, client);
    attempt.refuseWhatIsKnown();
    return mode() == Mode.SHADOW
        ? Uni.createFrom().item(attempt)
        : inTurn(attempt, client.networks(), patience);
  }

  private Attempt attempt(String domain, LoginName name, Client client) {
    var known = keys;
    if (known == null) {
      throw new IllegalStateException("the secret was not read");
    }
    var alone = known.ofName(domain, name, "");
    if (!client.known()) {
      return new Attempt(this, alone, limits(new TallyKeys(alone, List.of(), TallyKeys.NOTHING)));
    }
    var counted = networkLimit.isOn() ? client.networks() : List.<String>of();
    var keysOf =
        new TallyKeys(
            known.ofName(domain, name, client.innermost()),
            counted.stream().map(known::ofNetwork).toList(),
            known.ofKnownNetwork(client.innermost()));
    return new Attempt(this, alone, limits(keysOf));
  }

  private KeyLimits limits(TallyKeys of) {
    return new KeyLimits(of, namePause, networkLimit, config.nameMemory());
  }

  Mode mode() {
    return config.mode();
  }

  AccountCheck account(UUID user, TallyKeys of, Tallies tallies) {
    return new AccountCheck(user, of, tallies, lock, log, retrying);
  }

  /** After the wait more is known. */
  private Uni<Attempt> inTurn(Attempt attempt, List<String> networks, Duration patience) {
    return inFlight
        .enter(attempt.name(), networks, patience)
        .onCancellation()
        .invoke(attempt::end)
        .map(
            entered -> {
              attempt.entered();
              attempt.refuseWhatIsKnown();
              return attempt;
            });
  }
}
