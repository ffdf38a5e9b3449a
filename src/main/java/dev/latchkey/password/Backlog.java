package dev.latchkey.password;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How much hashing is promised to whom and not done yet, and how long it will take at the speed
 * last measured. Thread-safe.
 */
final class Backlog {

  private static final double NANOS_PER_SECOND = 1e9;

  /** One measurement in ten counts; a pause of the collector is forgotten after a few dozen. */
  private static final double WEIGHT = 0.1;

  private final Map<String, Long> promised = new HashMap<>();
  private double iterationsPerSecond;

  /**
   * @param iterationsPerSecond what all threads together did when they were first measured
   */
  Backlog(double iterationsPerSecond) {
    this.iterationsPerSecond = iterationsPerSecond;
  }

  synchronized void add(String organization, long iterations) {
    promised.merge(organization, iterations, (a, b) -> a + b == 0 ? null : a + b);
  }

  /**
   * How long one more of an organisation waits until all before it is done. Turns are taken by
   * organisation, so of each other one no more counts than of its own.
   */
  synchronized Duration expectedWait(String organization, long iterations) {
    long own = promised.getOrDefault(organization, 0L);
    long before = own;
    for (var other : promised.entrySet()) {
      if (!other.getKey().equals(organization)) {
        before += Math.min(other.getValue(), own + iterations);
      }
    }
    return Duration.ofNanos((long) (before * NANOS_PER_SECOND / iterationsPerSecond));
  }

  /** The speed of all threads together, measured while they were full. */
  synchronized void measured(double perSecond) {
    iterationsPerSecond += WEIGHT * (perSecond - iterationsPerSecond);
  }
}
