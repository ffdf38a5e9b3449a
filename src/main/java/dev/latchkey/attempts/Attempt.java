package dev.latchkey.attempts;

import dev.latchkey.attempts.AttemptsConfig.Mode;
import dev.latchkey.attempts.NetworkLimit.Level;
import dev.latchkey.directory.AccountWrite;
import dev.latchkey.directory.Candidate;
import dev.latchkey.directory.FailureWrite;
import dev.latchkey.directory.Tallies;
import dev.latchkey.directory.Tally;
import dev.latchkey.directory.TallyKeys;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to compare a secret, from its beginning to its end. The first of {@link #failed},
 * {@link #succeeded}, {@link #withdraw} and {@link #end} is its end; later ones do nothing. It
 * belongs to one login, and is not used by two threads at once.
 */
public final class Attempt {

  /** Much longer than a write takes; milliseconds. */
  private static final long WRITE_STEP = 10;

  private final Attempts attempts;
  private final UUID name;
  private final TallyKeys keys;
  private final AtomicBoolean ended = new AtomicBoolean();
  private boolean inFlight;
  private boolean judged;
  private long failedAt;
  private boolean locked;
  private boolean knownAsLocked;
  private boolean networkCountsForItself;
  private @Nullable Limit shadowed;
  private @Nullable Candidate candidate;
  private @Nullable UUID retrying;

  /**
   * @param name whose attempts in flight it is one of, from all networks
   */
  Attempt(Attempts attempts, UUID name, TallyKeys keys) {
    this.attempts = attempts;
    this.name = name;
    this.keys = keys;
  }

  /** Under which keys the database counts it. */
  public TallyKeys keys() {
    return keys;
  }

  /** What would have refused it, in the mode that refuses nothing. The first of several. */
  public Optional<Limit> shadowed() {
    return attempts.config.mode() == Mode.SHADOW ? Optional.ofNullable(shadowed) : Optional.empty();
  }

  /**
   * Whether the account is locked where the caller is. Everything else goes on as if it were not:
   * the lock must not tell who exists.
   */
  public boolean isLocked() {
    return locked && attempts.config.mode() == Mode.ENFORCE;
  }

  /** Whose attempts in flight it is one of. */
  UUID name() {
    return name;
  }

  void entered() {
    inFlight = true;
  }

  /**
   * @throws TooManyAttemptsException when this process knows of a pause
   */
  void refuseWhatIsKnown() {
    for (var network : keys.networks()) {
      refuse(Limit.NETWORK, attempts.pauses.of(network));
    }
    refuse(Limit.NETWORK, attempts.networks.left(keys.networks()));
    refuse(Limit.NAME, attempts.pauses.of(keys.name()));
  }

  /** Refuses for a time, if it is more than zero. */
  void refuse(Limit limit, Duration time) {
    if (time.compareTo(Duration.ZERO) <= 0) {
      return;
    }
    if (shadowed == null) {
      attempts.metrics.refused(limit);
    }
    shadowed = shadowed == null ? limit : shadowed;
    if (attempts.config.mode() == Mode.ENFORCE) {
      end();
      throw new TooManyAttemptsException(time);
    }
  }

  /**
   * Looks at what the database knows. This process remembers a refusal until it is over, so that
   * only the first one costs a query.
   *
   * @throws TooManyAttemptsException when a limit refuses it
   */
  public void judge(Candidate found) {
    candidate = found;
    if (attempts.config.mode() == Mode.OFF) {
      return;
    }
    var tallies = found.tallies();
    pause(Limit.NAME, keys.name(), nameTime(tallies));
    for (int i = 0; i < keys.networks().size(); i++) {
      pause(Limit.NETWORK, keys.networks().get(i), networkTime(tallies, i));
    }
    judgeAccount(found, tallies);
    judged = true;
  }

  private void pause(Limit limit, UUID key, Duration time) {
    attempts.pauses.begin(key, time);
    refuse(limit, time);
  }

  private Duration nameTime(Tallies tallies) {
    return attempts.namePause.left(tallies.name().plus(attempts.log.unwritten(keys.name())));
  }

  private Duration networkTime(Tallies tallies, int i) {
    var unwritten = attempts.log.unwritten(keys.networks().get(i));
    return limit(i).left(tallies.networks().get(i).plus(unwritten));
  }

  private void judgeAccount(Candidate found, Tallies tallies) {
    var user = found.userId();
    if (user == null) {
      return;
    }
    networkCountsForItself =
        attempts.lock.countsForItself(
            tallies.network(),
            tallies,
            attempts.log.unwritten(FailureLog.keyOf(user, keys.known())));
    var account = tallies.account().plus(attempts.log.unwritten(user));
    locked = !networkCountsForItself && attempts.lock.isOver(account) && !retries(user, account);
    knownAsLocked = locked && attempts.lock.isOver(tallies.account());
    if (locked) { // whatever the password: the metric must not tell that it was right
      attempts.metrics.refused(Limit.ACCOUNT);
      shadowed = shadowed == null ? Limit.ACCOUNT : shadowed;
    }
  }

  /** One attempt at a time: those that come at once would all see that the time is over. */
  private boolean retries(UUID user, Tally account) {
    if (keys.hasNetwork() || !attempts.lock.mayRetry(account) || !attempts.retrying.add(user)) {
      return false;
    }
    retrying = user;
    return true;
  }

  /**
   * The secret was wrong, or may not be used. It is written in the background: the answer must not
   * wait for it, as there is more to write for somebody than for nobody. The next attempt of the
   * name waits for it.
   */
  public void failed() {
    if (!ends() || attempts.config.mode() == Mode.OFF) {
      return;
    }
    failedAt = System.nanoTime();
    attempts.networks.use(keys.networks());
    attempts.log.write(writes(), accountWrite(), this::written);
  }

  private List<FailureWrite> writes() {
    var writes = new ArrayList<FailureWrite>();
    writes.add(new FailureWrite(keys.name(), 1, 0, attempts.config.nameMemory()));
    for (int i = 0; i < keys.networks().size(); i++) {
      var limit = limit(i);
      writes.add(new FailureWrite(keys.networks().get(i), 1, limit.leak(), limit.memory()));
    }
    return writes;
  }

  /** An account that the database knows as locked has no more failures to lose. */
  private @Nullable AccountWrite accountWrite() {
    var user = candidate == null ? null : candidate.userId();
    if (user == null || knownAsLocked) {
      return null;
    }
    return new AccountWrite(user, networkCountsForItself ? keys.known() : null, 1);
  }

  private void written(Map<UUID, Tally> failures) {
    failures.forEach((key, tally) -> attempts.pauses.begin(key, time(key, tally)));
    leaveLater();
  }

  private Duration time(UUID key, Tally tally) {
    int i = keys.networks().indexOf(key);
    return i < 0 ? attempts.namePause.left(tally) : limit(i).left(tally);
  }

  private NetworkLimit limit(int i) {
    return attempts.networkLimit.at(Level.of(i, keys.networks().size()));
  }

  /** It ended in a full token. A success forgets failures, and makes the network known. */
  public void succeeded() {
    if (!ends()) {
      return;
    }
    leave();
    var user = candidate == null ? null : candidate.userId();
    if (user != null && attempts.config.mode() != Mode.OFF && hasNews(user)) {
      attempts.log.clear(keys, user);
    }
  }

  /** Whether there is something to write: who logs in each minute from one place writes nothing. */
  private boolean hasNews(UUID user) {
    var tallies = candidate == null ? null : candidate.tallies();
    if (tallies == null) {
      return false;
    }
    var network = tallies.network();
    return tallies.name().failures() > 0
        || tallies.account().failures() > 0
        || attempts.log.unwritten(keys.name()).failures() > 0
        || attempts.log.unwritten(user).failures() > 0
        || attempts.log.unwritten(FailureLog.keyOf(user, keys.known())).failures() > 0
        || keys.hasNetwork()
            && (network == null
                || network.failures() > 0
                || network.seenOn().isBefore(tallies.today()));
  }

  /**
   * For a caller who learned nothing, or who knew the secret but owes a further step: clears
   * nothing and counts nothing.
   */
  public void withdraw() {
    if (ends()) {
      leave();
    }
  }

  /**
   * However it ended, it is in flight no more. Its networks have used an attempt: its organisation
   * does not exist, its name is refused, or its caller has hung up. If it had come as far as the
   * check, it has failed. A right password may be answered sooner than a refusal, so silence would
   * be a free verdict.
   */
  public void end() {
    if (judged) {
      failed();
    } else if (ends()) {
      leave();
      if (shadowed != Limit.NETWORK) {
        attempts.networks.use(keys.networks());
      }
    }
  }

  private boolean ends() {
    return ended.compareAndSet(false, true);
  }

  /**
   * Those who wait for the place must not see how long the write took: it is more for somebody than
   * for nobody.
   */
  private void leaveLater() {
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - failedAt);
    Infrastructure.getDefaultWorkerPool()
        .schedule(this::leave, WRITE_STEP - took % WRITE_STEP, TimeUnit.MILLISECONDS);
  }

  private void leave() {
    if (retrying != null) {
      attempts.retrying.remove(retrying);
    }
    if (inFlight) {
      attempts.inFlight.leave(name);
    }
  }
}
