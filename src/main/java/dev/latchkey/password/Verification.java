package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks one password. Every refusal takes 2^refusalCost iterations, so that the time does not tell
 * its reason. A wrong password is topped up to that; where there is no hash to compare with, all of
 * it is decoy work.
 */
final class Verification implements HashWork {

  private static final byte[] DECOY_SALT = new byte[BcryptHash.SALT_BYTES];

  private final FairShareKey owner;
  private final PasswordBytes password;
  private final @Nullable BcryptHash stored;
  private final int refusalCost;
  private final boolean letIn;
  private final Duration maxWait;
  private final PasswordMetrics metrics;
  private final UniEmitter<? super Verdict> caller;
  private volatile boolean cancelled;
  private Verdict verdict;

  /** When the present step began, by {@link System#nanoTime}: first the wait, then the work. */
  private long since = System.nanoTime();

  Verification(
      FairShareKey owner,
      PasswordCheck check,
      PasswordConfig config,
      PasswordMetrics metrics,
      UniEmitter<? super Verdict> caller) {
    this.owner = owner;
    this.password = PasswordBytes.of(check.password());
    this.stored = Optional.ofNullable(check.storedHash()).flatMap(BcryptHash::parse).orElse(null);
    int highestCost = check.highestCost().orElse(config.cost());
    this.refusalCost = stored == null ? highestCost : Math.max(highestCost, stored.cost());
    this.letIn = check.letIn();
    this.maxWait = config.maxWait();
    this.metrics = metrics;
    this.caller = caller;
    this.verdict = check.storedHash() == null ? Verdict.NO_HASH : Verdict.DAMAGED_HASH;
    // It also runs after the verdict, and then changes nothing.
    caller.onTermination(() -> cancelled = true);
  }

  /** The most iterations that this can take. */
  long iterations() {
    return 1L << refusalCost;
  }

  @Override
  public FairShareKey owner() {
    return owner;
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
   * Refuses work that waited too long. It was admitted because a shorter wait was expected, but the
   * machine has become slower, or others came whose turn was first. The thread serves others
   * instead, who can still be served in time.
   */
  @Override
  public boolean begin() {
    if (cancelled) {
      return false;
    }
    long waited = nextStep();
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
    password.wipe();
    if (stored != null) {
      boolean equal = MessageDigest.isEqual(digest, stored.digest());
      verdict = equal & password.exact() ? Verdict.MATCH : Verdict.MISMATCH;
    }
    return verdict == Verdict.MATCH && letIn ? 0 : iterations() - (1L << cost());
  }

  /** The nanoseconds of the step that ends now. */
  private long nextStep() {
    long now = System.nanoTime();
    long nanos = now - since;
    since = now;
    return nanos;
  }

  @Override
  public void finished() {
    metrics.hashed(nextStep());
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
