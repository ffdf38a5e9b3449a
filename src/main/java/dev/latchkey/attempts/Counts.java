package dev.latchkey.attempts;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * How many attempts each key has used. Used attempts come back one by one, evenly in time. So one
 * number is kept for each key: the time at which all its attempts will be back (the generic cell
 * rate algorithm).
 *
 * <p>The number of keys is bounded. Without room for a new key, the key is forgotten whose attempts
 * would be back first. A flood of new names therefore pushes out names with few used attempts, and
 * never a name that is close to its limit. Thread-safe; an operation takes about a microsecond.
 */
final class Counts {

  /** As a limit: nothing is counted. */
  static final int NONE = 0;

  /**
   * An attempt adds at most one key. To remove two at a time keeps the table clean, without a long
   * pause.
   */
  private static final int SWEPT_AT_ONCE = 2;

  private final long limit;
  private final long recovery;
  private final int capacity;
  private final LongSupplier nanos;
  private final Map<Fingerprint, Count> counts = new HashMap<>();
  private final NavigableSet<Count> soonestZeroFirst = new TreeSet<>();

  /**
   * @param limit how many attempts each key has, or {@link #NONE}
   * @param recovery how long until one attempt comes back
   * @param nanos monotonic time since any moment; never negative
   */
  Counts(int limit, Duration recovery, int capacity, LongSupplier nanos) {
    this.limit = limit;
    this.recovery = recovery.toNanos();
    this.capacity = capacity;
    this.nanos = nanos;
  }

  /**
   * Takes one attempt.
   *
   * @throws TooManyAttemptsException when there is none left
   */
  synchronized Count take(Fingerprint key) {
    if (limit == NONE) {
      return new Count(key);
    }
    long now = nanos.getAsLong();
    sweep(now);
    Count count = counts.get(key);
    long zeroAt = (count == null ? now : Math.max(count.zeroAt, now)) + recovery;
    long excess = zeroAt - now - limit * recovery;
    if (excess > 0) {
      throw new TooManyAttemptsException(Duration.ofNanos(excess));
    }
    if (count == null) {
      makeRoom();
      count = new Count(key);
      counts.put(key, count);
    }
    move(count, zeroAt);
    return count;
  }

  synchronized int size() {
    return counts.size();
  }

  private void sweep(long now) {
    for (int i = 0; i < SWEPT_AT_ONCE; i++) {
      if (!soonestZeroFirst.isEmpty() && soonestZeroFirst.first().zeroAt <= now) {
        forget(soonestZeroFirst.first());
      }
    }
  }

  private void makeRoom() {
    if (counts.size() >= capacity) {
      forget(soonestZeroFirst.first());
    }
  }

  private void move(Count count, long zeroAt) {
    soonestZeroFirst.remove(count);
    count.zeroAt = zeroAt;
    soonestZeroFirst.add(count);
  }

  private void forget(Count count) {
    counts.remove(count.key);
    soonestZeroFirst.remove(count);
  }

  private synchronized void giveBack(Count count) {
    if (counts.get(count.key) == count) {
      move(count, count.zeroAt - recovery);
    }
  }

  /** What one key has used. Nothing changes it after it was forgotten. */
  final class Count implements Comparable<Count> {

    private final Fingerprint key;
    private long zeroAt;

    private Count(Fingerprint key) {
      this.key = key;
    }

    /** Undoes one {@link #take}. */
    void giveBack() {
      Counts.this.giveBack(this);
    }

    @Override
    public int compareTo(Count other) {
      int order = Long.compare(zeroAt, other.zeroAt);
      return order == 0 ? key.compareTo(other.key) : order;
    }
  }
}
