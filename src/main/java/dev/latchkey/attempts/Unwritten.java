package dev.latchkey.attempts;

import dev.latchkey.directory.FailureWrite;
import dev.latchkey.directory.Tally;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Failures that could not be written into the database. This process counts them itself, until they
 * are written with a later failure of their key, or are old. The number of keys is bounded.
 * Thread-safe.
 */
final class Unwritten {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Expiring<Count> counts;

  /**
   * @param nanos monotonic time since any moment; never negative
   */
  Unwritten(int capacity, LongSupplier nanos) {
    this.counts = new Expiring<>(capacity, nanos);
  }

  /**
   * @param at when these were so many
   * @param failedAt when the last one was
   */
  private record Count(double failures, double writing, double leak, long at, long failedAt) {

    double at(long now) {
      return Math.max(0, failures - leak * (now - at) / NANOS_PER_SECOND);
    }
  }

  /** The failures of a key that are not written. */
  synchronized Tally of(UUID key) {
    var count = get(key);
    long now = counts.now();
    return count == null
        ? Tally.NONE
        : new Tally(count.at(now), Duration.ofNanos(now - count.failedAt));
  }

  /**
   * A write of a key begins. Until it ends, they are still not written.
   *
   * @return how many failures it takes with it: no other write does
   */
  synchronized double begin(UUID key) {
    var count = get(key);
    if (count == null) {
      return 0;
    }
    double failures = count.at(counts.now());
    put(key, new Count(failures, failures, count.leak, counts.now(), count.failedAt));
    return Math.max(0, failures - count.writing);
  }

  /** A write that took some failures with it has ended well. */
  synchronized void written(UUID key, double failures) {
    var count = get(key);
    if (count == null || failures == 0) {
      return;
    }
    double left = count.at(counts.now()) - failures;
    if (left <= 0) {
      counts.remove(key);
    } else {
      double writing = Math.max(0, count.writing - failures);
      put(key, new Count(left, writing, count.leak, counts.now(), count.failedAt));
    }
  }

  /**
   * A write has failed.
   *
   * @param fresh what was to be written for the first time
   * @param failures what it took with it
   */
  synchronized void failed(FailureWrite fresh, double failures) {
    long now = counts.now();
    var count = get(fresh.key());
    double known = count == null ? 0 : count.at(now);
    double writing = count == null ? 0 : Math.max(0, count.writing - failures);
    var sum = new Count(known + fresh.failures(), writing, fresh.leak(), now, now);
    counts.put(fresh.key(), sum, now + fresh.memory().toNanos());
  }

  /** A success makes up for all of them. */
  synchronized void forget(UUID key) {
    counts.remove(key);
  }

  private @Nullable Count get(UUID key) {
    var entry = counts.get(key);
    return entry == null ? null : entry.value();
  }

  /** It is forgotten as late as before. */
  private void put(UUID key, Count count) {
    var entry = counts.get(key);
    if (entry != null) {
      counts.put(key, count, entry.end());
    }
  }
}
