package dev.latchkey.password;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;

/**
 * Work that a caller waits for. It tells its caller the result, or the failure. It is refused when
 * it has waited too long, and forgotten when its caller hangs up. Its times are measured.
 *
 * @param <T> what the caller gets
 */
abstract class TimedWork<T> implements HashWork {

  private final FairShareKey owner;
  private final PasswordBytes password;
  private final Duration maxWait;
  private final PasswordMetrics metrics;
  private final UniEmitter<? super T> caller;
  private volatile boolean cancelled;

  /** When the present step began, by {@link System#nanoTime}: first the wait, then the work. */
  private long since = System.nanoTime();

  /**
   * @param password is wiped after the digest
   */
  TimedWork(
      FairShareKey owner,
      PasswordBytes password,
      PasswordConfig config,
      PasswordMetrics metrics,
      UniEmitter<? super T> caller) {
    this.owner = owner;
    this.password = password;
    this.maxWait = config.maxWait();
    this.metrics = metrics;
    this.caller = caller;
    // It also runs after the result, and then changes nothing.
    caller.onTermination(() -> cancelled = true);
  }

  /** The most iterations that this can take, with its decoy work. */
  abstract long iterations();

  /**
   * Takes the digest.
   *
   * @return how many iterations of decoy work to do before {@link #result} is told
   */
  abstract long take(byte[] digest);

  /** It is asked for after {@link #take}. */
  abstract T result();

  final PasswordBytes password() {
    return password;
  }

  @Override
  public final FairShareKey owner() {
    return owner;
  }

  @Override
  public final byte[] key() {
    return password.key();
  }

  /**
   * Refuses work that waited too long. It was admitted because a shorter wait was expected, but the
   * machine has become slower, or others came whose turn was first. The thread serves others
   * instead, who can still be served in time.
   */
  @Override
  public final boolean begin() {
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
  public final long digested(byte[] digest) {
    password.wipe();
    return take(digest);
  }

  /** The nanoseconds of the step that ends now. */
  private long nextStep() {
    long now = System.nanoTime();
    long nanos = now - since;
    since = now;
    return nanos;
  }

  @Override
  public final void finished() {
    metrics.hashed(nextStep());
    caller.complete(result());
  }

  @Override
  public final void failed(Throwable failure) {
    caller.fail(failure);
  }

  @Override
  public final boolean cancelled() {
    return cancelled;
  }
}
