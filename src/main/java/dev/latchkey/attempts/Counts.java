package dev.latchkey.attempts;

import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * How many attempts each key has used in this process. Used attempts come back one by one, evenly
 * in time. So one number is kept for each key: the time at which all its attempts will be back (the
 * generic cell rate algorithm). A flood of new keys never pushes out one that is close to its
 * limit. Thread-safe.
 */
final class Counts {

  private static final Object USED = new Object();

  private final long limit;
  private final long recovery;
  private final Expiring<Object> counts;

  /**
   * @param limit of each key
   * @param nanos monotonic time since any moment; never negative
   */
  Counts(NetworkLimit limit, int capacity, LongSupplier nanos) {
    this.limit = limit.attempts();
    this.recovery = limit.recovery().toNanos();
    this.counts = new Expiring<>(capacity, nanos);
  }

  /** Uses one attempt. Where there is none left, nothing more is used. */
  synchronized void use(UUID key) {
    long now = counts.now();
    long allBackAt = Math.min(allBackAt(key, now) + recovery, now + limit * recovery);
    counts.put(key, USED, allBackAt);
  }

  /** How long until there is an attempt again; zero or less where there is one. */
  synchronized Duration left(UUID key) {
    long now = counts.now();
    return Duration.ofNanos(allBackAt(key, now) + recovery - now - limit * recovery);
  }

  private long allBackAt(UUID key, long now) {
    var used = counts.get(key);
    return used == null ? now : used.end();
  }

  synchronized int size() {
    return counts.size();
  }
}
