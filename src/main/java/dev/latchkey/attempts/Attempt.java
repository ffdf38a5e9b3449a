package dev.latchkey.attempts;

import dev.latchkey.attempts.AttemptsConfig.Mode;
import dev.latchkey.directory.Tallies;
import dev.latchkey.directory.Tally;
import dev.latchkey.directory.TallyKeys;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
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
  private final KeyLimits limits;
  private final AtomicBoolean ended = new AtomicBoolean();
  private boolean inFlight;
  private boolean judged;
  private long failedAt;
  private @Nullable Limit refusedBy;
  private @Nullable AccountCheck account;

  /**
   * @param name whose attempts in flight it is one of, from all networks
   */
  Attempt(Attempts attempts, UUID name, KeyLimits limits) {
    this.attempts = attempts;
    this.name = name;
    this.limits = limits;
  }

  /** Under which keys the database counts it. */
  public TallyKeys keys() {
    return limits.keys();
  }

  /** What would have refused it, in the mode that refuses nothing. The first of several. */
  public Optional<Limit> shadowed() {
    return attempts.mode() == Mode.SHADOW ? Optional.ofNullable(refusedBy) : Optional.empty();
  }

  /**
   * Whether the account is locked where the caller is. Everything else goes on as if it were not:
   * the lock must not tell who exists.
   */
  public boolean isLocked() {
    return account != null && account.isLocked() && attempts.mode() == Mode.ENFORCE;
  }

  UUID name() {
    return name;
  }

  void entered() {
    inFlight = true;
  }

  /**
   * @throws TooManyAttemptsException when this process knows that a limit refuses it
   */
  void refuseWhatIsKnown() {
    for (var network : keys().networks()) {
      refuse(Limit.NETWORK, attempts.pauses.of(network));
    }
    refuse(Limit.NETWORK, attempts.networks.left(keys().networks()));
    refuse(Limit.NAME, attempts.pauses.of(keys().name()));
  }

  /** Refuses for a time, if it is more than zero. */
  private void refuse(Limit limit, Duration time) {
    if (time.compareTo(Duration.ZERO) <= 0) {
      return;
    }
    tellRefused(limit);
    if (attempts.mode() == Mode.ENFORCE) {
      end();
      throw new TooManyAttemptsException(time);
    }
  }

  /** Of several limits the first is told: the others would not have been asked. */
  private void tellRefused(Limit limit) {
    if (refusedBy == null) {
      refusedBy = limit;
      attempts.metrics.refused(limit);
    }
  }

  /**
   * Looks at what the database knows. This process remembers a refusal until it is over, so that
   * only the first one costs a query.
   *
   * @param user whose secret is tried; null where it is nobody's
   * @param found failures of earlier attempts
   * @throws TooManyAttemptsException when a limit refuses it
   */
  public void judge(@Nullable UUID user, Tallies found) {
    if (attempts.mode() == Mode.OFF) {
      return;
    }
    limits.of(found).forEach(this::judge);
    if (user != null) {
      judgeAccount(user, found);
    }
    judged = true;
  }

  private void judge(UUID key, Tally tally) {
    var time = limits.left(key, tally.plus(attempts.log.unwritten(key)));
    attempts.pauses.begin(key, time);
    refuse(limits.limit(key), time);
  }

  /** A lock is told whatever the password: a metric must not tell that it was right. */
  private void judgeAccount(UUID user, Tallies found) {
    account = attempts.account(user, keys(), found);
    if (account.isLocked()) {
      tellRefused(Limit.ACCOUNT);
    }
  }

  /**
   * The secret was wrong, or may not be used. It is written in the background: the answer must not
   * wait for it, as there is more to write for somebody than for nobody. The next attempt of the
   * name waits for it.
   */
  public void failed() {
    if (!ends() || attempts.mode() == Mode.OFF) {
      return;
    }
    failedAt = System.nanoTime();
    attempts.networks.use(keys().networks());
    attempts.log.write(limits.failure(), account == null ? null : account.failure(), this::written);
  }

  private void written(Map<UUID, Tally> failures) {
    failures.forEach((key, tally) -> attempts.pauses.begin(key, limits.left(key, tally)));
    leaveLater();
  }

  /** It ended in a full token. A success forgets failures, and makes the network known. */
  public void succeeded() {
    if (ends()) {
      leave();
      if (account != null) {
        account.succeed();
      }
    }
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
      if (refusedBy != Limit.NETWORK) {
        attempts.networks.use(keys().networks());
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
    if (account != null) {
      account.end();
    }
    if (inFlight) {
      attempts.inFlight.leave(name);
    }
  }
}
