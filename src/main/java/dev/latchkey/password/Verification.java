package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks one password. Whatever the outcome, a refusal takes 2^refusalCost iterations: a wrong
 * password is topped up to that, and where there is nothing to compare all of it is done for
 * nothing.
 */
final class Verification implements HashWork {

  private static final byte[] DECOY_SALT = new byte[BcryptHash.SALT_BYTES];

  private final FairShareKey share;
  private final PasswordBytes password;
  private final @Nullable BcryptHash stored;
  private final int refusalCost;
  private final boolean letIn;
  private final Duration maxWait;
  private final PasswordMetrics metrics;
  private final UniEmitter<? super Verdict> caller;
  private volatile boolean cancelled;
  private Verdict verdict;

  /** {@link System#nanoTime} of the last step: of the submission, then of the start. */
  private long since = System.nanoTime();

  Verification(
      FairShareKey share,
      PasswordCheck check,
      PasswordConfig config,
      PasswordMetrics metrics,
      UniEmitter<? super Verdict> caller) {
    this.share = share;
    this.password = PasswordBytes.of(check.password());
    this.stored = Optional.ofNullable(check.storedHash()).flatMap(BcryptHash::parse).orElse(null);
    int highestCost = check.highestCost().orElse(config.cost());
    this.refusalCost = stored == null ? highestCost : Math.max(highestCost, stored.cost());
    this.letIn = check.letIn();
    this.maxWait = config.maxWait();
    this.metrics = metrics;
    this.caller = caller;
    this.verdict = check.storedHash() == null ? Verdict.NO_HASH : Verdict.DAMAGED_HASH;
    caller.onTermination(
        () -> cancelled = true); // also after completion, where it is too late to matter
  }

  /** The most iterations that this can take. */
  long iterations() {
    return 1L << refusalCost;
  }

  @Override
  public FairShareKey share() {
    return share;
  }

  @Override
  public byte[] key() {
    return password.key();
  }

  @Override
  public byte[] salt() {
    return stored == null ? DECOY_SALT : stored.salt();
  }

  @Override
  public int cost() {
    return stored == null ? refusalCost : stored.cost();
  }

  /**
   * The wait was expected to be shorter, else the caller would not have been let in; the machine
   * has become slower since, or others came whose turn was first. Those behind it are served
   * instead, who still wait in good time.
   */
  @Override
  public boolean begin() {
    if (cancelled) {
      return false;
    }
    long waited = lap();
    Duration excess = Duration.ofNanos(waited).minus(maxWait);
    if (excess.compareTo(Duration.ZERO) > 0) {
      metrics.refused();
      failed(new OverloadedException(excess));
      return false;
    }
    metrics.waited(waited);
    return true;
  }

  @Override
  public long digested(byte[] digest) {
    metrics.hashed(cost(), lap());
    password.wipe();
    if (stored != null) {
      boolean equal = MessageDigest.isEqual(digest, stored.digest());
      verdict = equal & password.exact() ? Verdict.MATCH : Verdict.MISMATCH;
    }
    return verdict == Verdict.MATCH && letIn ? 0 : iterations() - (1L << cost());
  }

  private long lap() {
    long now = System.nanoTime();
    long nanos = now - since;
    since = now;
    return nanos;
  }

  @Override
  public void finished() {
    caller.complete(verdict);
  }

  @Override
  public void failed(Throwable failure) {
    caller.fail(failure);
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }
}
