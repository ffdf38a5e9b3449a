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

  /**
   * How many seconds of one thread a measurement is averaged over. Over a shorter time it goes up
   * and down, and those who come while it is high are let in and then wait too long.
   */
  private static final double MEMORY = 1;

  /**
   * How much one measurement counts at most. A process that stood still measured next to nothing;
   * believed, so few would be let in that the threads were never full, and never measured, again.
   */
  private static final double MAX_WEIGHT = 0.1;

  private final Ledger promised = new Ledger();

  /** The same for those of whom it is not known yet whether there is anything to hash. */
  private final Ledger announced = new Ledger();

  private double iterationsPerSecond;

  /**
   * @param iterationsPerSecond what all threads together did when they were first measured
   */
  Backlog(double iterationsPerSecond) {
    this.iterationsPerSecond = iterationsPerSecond;
  }

  synchronized void add(FairShareKey share, long iterations) {
    promised.add(share, iterations);
  }

  /** Callers make organisations up: what is only announced counts for its own share alone. */
  synchronized void announce(FairShareKey share, long iterations) {
    announced.add(share, iterations);
  }

  /** How long one more of a share waits until all before it, announced or not, is done. */
  synchronized Duration expectedWait(FairShareKey share, long iterations) {
    return waitBehind(promised.of(share) + announced.of(share), share, iterations);
  }

  /** The same for one that was announced and is about to be promised. */
  synchronized Duration certainWait(FairShareKey share, long iterations) {
    return waitBehind(promised.of(share), share, iterations);
  }

  /**
   * Turns are taken by organisation and, within one, by network ({@link FairQueue}): until one's
   * own turn has come, each other gets no more done than what stands in one's own line, and
   * oneself.
   */
  private Duration waitBehind(long line, FairShareKey share, long iterations) {
    long own =
        line + shares(promised.networks(share.organization()), share.network(), line + iterations);
    long before = own + shares(promised.totals, share.organization(), own + iterations);
    return Duration.ofNanos((long) (before * NANOS_PER_SECOND / iterationsPerSecond));
  }

  private static long shares(Map<String, Long> all, String one, long each) {
    long sum = 0;
    for (var other : all.entrySet()) {
      if (!other.getKey().equals(one)) {
        sum += Math.min(other.getValue(), each);
      }
    }
    return sum;
  }

  /**
   * The speed of all threads together, measured while they were full.
   *
   * @param seconds how long one thread was measured
   */
  synchronized void measured(double perSecond, double seconds) {
    double weight = Math.min(seconds / (seconds + MEMORY), MAX_WEIGHT);
    iterationsPerSecond += weight * (perSecond - iterationsPerSecond);
  }

  /** Iterations by organisation, and within each by network; what is nothing is not kept. */
  private static final class Ledger {

    final Map<String, Long> totals = new HashMap<>();
    private final Map<String, Map<String, Long>> lines = new HashMap<>();

    void add(FairShareKey share, long iterations) {
      add(totals, share.organization(), iterations);
      var networks = lines.computeIfAbsent(share.organization(), o -> new HashMap<>());
      add(networks, share.network(), iterations);
      if (networks.isEmpty()) {
        lines.remove(share.organization());
      }
    }

    long of(FairShareKey share) {
      return networks(share.organization()).getOrDefault(share.network(), 0L);
    }

    Map<String, Long> networks(String organization) {
      return lines.getOrDefault(organization, Map.of());
    }

    private static void add(Map<String, Long> amounts, String key, long iterations) {
      amounts.merge(key, iterations, (a, b) -> a + b == 0 ? null : a + b);
    }
  }
}
