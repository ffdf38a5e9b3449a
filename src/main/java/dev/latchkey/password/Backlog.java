package dev.latchkey.password;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How much hashing each owner waits for, and how long it will take at the speed last measured. It
 * is thread-safe.
 *
 * <p>The work of a login is <b>tentative</b> from its admission until the look-up of its user. Its
 * amount is a guess, and perhaps its organisation does not exist: callers can make organisations
 * up. So tentative work only delays others with the same owner. After the look-up the work is
 * <b>firm</b>: its amount is known, and it delays everybody.
 */
final class Backlog {

  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * How many seconds of one thread a measurement is averaged over. Over a shorter time the average
   * goes up and down: the logins that come while it is high are let in and then wait too long.
   */
  private static final double MEMORY = 1;

  /**
   * How much one measurement counts at most. A process that stood still measures almost no speed.
   * If that counted in full, so few logins would be let in that the threads were never full again,
   * and so would never measure again.
   */
  private static final double MAX_WEIGHT = 0.1;

  private final Ledger tentative = new Ledger();
  private final Ledger firm = new Ledger();
  private double iterationsPerSecond;

  /**
   * @param iterationsPerSecond the speed of all threads together, until it is measured
   */
  Backlog(double iterationsPerSecond) {
    this.iterationsPerSecond = iterationsPerSecond;
  }

  synchronized void addTentative(FairShareKey owner, long iterations) {
    tentative.add(owner, iterations);
  }

  synchronized void addFirm(FairShareKey owner, long iterations) {
    firm.add(owner, iterations);
  }

  /** How long new work of an owner will wait. */
  synchronized Duration expectedWait(FairShareKey owner, long iterations) {
    return waitBehind(firm.of(owner) + tentative.of(owner), owner, iterations);
  }

  /**
   * How long work will wait that is tentative and about to become firm. The tentative work of its
   * owner does not count: this work is part of it.
   */
  synchronized Duration firmWait(FairShareKey owner, long iterations) {
    return waitBehind(firm.of(owner), owner, iterations);
  }

  /**
   * Organisations take turns, and within an organisation its networks do ({@link FairQueue}). So
   * before this work ends, each other line gets no more done than the own line, this work included.
   *
   * @param line the work that stands in the owner's own line
   */
  private Duration waitBehind(long line, FairShareKey owner, long iterations) {
    var networks = firm.networks(owner.organization());
    long inOrganization = line + othersBefore(networks, owner.network(), line + iterations);
    long inAll =
        inOrganization
            + othersBefore(firm.organizations, owner.organization(), inOrganization + iterations);
    return Duration.ofNanos((long) (inAll * NANOS_PER_SECOND / iterationsPerSecond));
  }

  /** What all others get done at most, if none of them gets more done than {@code each}. */
  private static long othersBefore(Map<String, Long> amounts, String own, long each) {
    long sum = 0;
    for (var other : amounts.entrySet()) {
      if (!other.getKey().equals(own)) {
        sum += Math.min(other.getValue(), each);
      }
    }
    return sum;
  }

  /**
   * A thread has measured the speed while its lanes were full.
   *
   * @param perSecond iterations of all threads together
   * @param seconds how long the thread measured
   */
  synchronized void measured(double perSecond, double seconds) {
    double weight = Math.min(seconds / (seconds + MEMORY), MAX_WEIGHT);
    iterationsPerSecond += weight * (perSecond - iterationsPerSecond);
  }

  /** Iterations by organisation, and within each by network. An amount of zero is not kept. */
  private static final class Ledger {

    final Map<String, Long> organizations = new HashMap<>();
    private final Map<String, Map<String, Long>> networks = new HashMap<>();

    void add(FairShareKey owner, long iterations) {
      add(organizations, owner.organization(), iterations);
      var own = networks.computeIfAbsent(owner.organization(), o -> new HashMap<>());
      add(own, owner.network(), iterations);
      if (own.isEmpty()) {
        networks.remove(owner.organization());
      }
    }

    long of(FairShareKey owner) {
      return networks(owner.organization()).getOrDefault(owner.network(), 0L);
    }

    Map<String, Long> networks(String organization) {
      return networks.getOrDefault(organization, Map.of());
    }

    private static void add(Map<String, Long> amounts, String key, long iterations) {
      amounts.merge(key, iterations, (a, b) -> a + b == 0 ? null : a + b);
    }
  }
}
