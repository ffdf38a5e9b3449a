package dev.latchkey.password;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much hashing is promised and not done yet, and how long it will take at the speed last
 * measured. Thread-safe; 
 */
final class Backlog {

  /** Until the first measurement: Elytron's, on a slow core. */
  private static final double FIRST_GUESS_NANOS = 100_000;

  /**
   * One measurement in ten counts; a pause of the collector is forgotten after a few dozen hashes.
   */
  private static final double WEIGHT = 0.1;

  private final int threads;
  private final AtomicLong iterations = new AtomicLong();
  private double nanosPerIteration = FIRST_GUESS_NANOS;

  Backlog(int threads) {
    this.threads = threads;
  }

  void add(long more) {
    iterations.addAndGet(more);
  }

  synchronized Duration expectedWait() {
    return Duration.ofNanos((long) (iterations.get() * nanosPerIteration / threads));
  }

  synchronized void measured(long count, long nanos) {
    nanosPerIteration += WEIGHT * ((double) nanos / count - nanosPerIteration);
  }
}
