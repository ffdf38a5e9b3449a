package dev.latchkey.attempts;

import dev.latchkey.directory.FailureWrite;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Failures that could not be written into the database. This process counts them itself, until they
 * are written with the next failure of their key, or are old. The number of keys is bounded.
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

  private record Count(double failures, double leak, long at) {

    double at(long now) {
      return Math.max(0, failures - leak * (now - at) / NANOS_PER_SECOND);
    }
  }

  /** They are there in addition to those that are not written yet. */
  synchronized void add(FailureWrite write) {
    long now = counts.now();
    var count = new Count(now(write.key()) + write.failures(), write.leak(), now);
    counts.put(write.key(), count, now + write.memory().toNanos());
  }

  /** How many failures of a key are not written. */
  synchronized double of(UUID key) {
    return now(key);
  }

  /** Takes them out, to write them. */
  synchronized double take(UUID key) {
    double failures = now(key);
    counts.remove(key);
    return failures;
  }

  private double now(UUID key) {
    var entry = counts.get(key);
    return entry == null ? 0 : entry.value().at(counts.now());
  }

  synchronized int size() {
    return counts.size();
  }
}
