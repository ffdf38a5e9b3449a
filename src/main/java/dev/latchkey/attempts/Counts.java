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

  private final long limit;
  private final long recovery;
  private final Expiring<Count> counts;

  /**
   * @param limit of each key
   * @param nanos monotonic time since any moment; never negative
   */
  Counts(NetworkLimit limit, int capacity, LongSupplier nanos) {
    this.limit = limit.attempts();
    this.recovery = limit.recovery().toNanos();
    this.counts = new Expiring<>(capacity, nanos);
  }

  /**
   * Takes one attempt.
   *
   * @throws TooManyAttemptsException when there is none left
   */
  synchronized Count take(UUID key) {
    long now = counts.now();
    var used = counts.get(key);
    long allBackAt = (used == null ? now : used.end()) + recovery;
    long excess = allBackAt - now - limit * recovery;
    if (excess > 0) {
      throw new TooManyAttemptsException(Duration.ofNanos(excess));
    }
    var count = used == null ? new Count(key) : used.value();
    counts.put(key, count, allBackAt);
    return count;
  }

  private synchronized void giveBack(Count count) {
    var used = counts.get(count.key);
    if (used != null && used.value() == count) {
      counts.put(count.key, count, used.end() - recovery);
    }
  }

  synchronized int size() {
    return counts.size();
  }

  /** What one key has used. Nothing changes it after it was forgotten. */
  final class Count {

    private final UUID key;

    private Count(UUID key) {
      this.key = key;
    }

    /** Undoes one {@link #take}. */
    void giveBack() {
      Counts.this.giveBack(this);
    }
  }
}
