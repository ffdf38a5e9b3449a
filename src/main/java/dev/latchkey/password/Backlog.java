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

  /** The same for those of whom it is not known yet whether there is anything to hash. */
  private final Map<String, Long> announced = new HashMap<>();

  private double iterationsPerSecond;

  /**
   * @param iterationsPerSecond what all threads together did when they were first measured
   */
  Backlog(double iterationsPerSecond) {
    this.iterationsPerSecond = iterationsPerSecond;
  }

  synchronized void add(String organization, long iterations) {
    merge(promised, organization, iterations);
  }

  /**
   * Callers make organisations up: what is only announced counts for its own organisation alone.
   */
  synchronized void announce(String organization, long iterations) {
    merge(announced, organization, iterations);
  }

  private static void merge(Map<String, Long> map, String organization, long iterations) {
    map.merge(organization, iterations, (a, b) -> a + b == 0 ? null : a + b);
  }

  /** How long one more of an organisation waits until all before it, announced or not, is done. */
  synchronized Duration expectedWait(String organization, long iterations) {
    return waitBehind(
        promised.getOrDefault(organization, 0L) + announced.getOrDefault(organization, 0L),
        organization,
        iterations);
  }

  /** The same for one that was announced and is about to be promised. */
  synchronized Duration certainWait(String organization, long iterations) {
    return waitBehind(promised.getOrDefault(organization, 0L), organization, iterations);
  }

  /** Turns are taken by organisation, so of each other one no more counts than of its own. */
  private Duration waitBehind(long own, String organization, long iterations) {
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
