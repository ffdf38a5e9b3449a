package dev.latchkey.password;

import dev.latchkey.turns.Ledger;
import dev.latchkey.turns.TurnQueue;
import java.time.Duration;
import java.util.List;

/**
 * How much hashing each owner waits for, and how long it will take at the speed last measured. It
 * is thread-safe.
 *
 * <p>The work of a login is <b>tentative</b> from its admission until the look-up of its user. Its
 * amount is a guess, and perhaps its organisation does not exist: callers can make organisations
 * up. So tentative work only delays callers of the same network, whatever their organisation. After
 * the look-up the work is <b>firm</b>: its amount is known, and it delays everybody.
 *
 * <p>So the tentative work of one network is bounded, over all organisations together: when it
 * would take the longest wait, {@link PasswordVerifier} admits no more of it.
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

  /** By the widest network first, and by organisation last. */
  private final Ledger tentative = new Ledger();

  /** By organisation, and within one by network. */
  private final Ledger firm = new Ledger();

  private double iterationsPerSecond;

  /**
   * @param iterationsPerSecond the speed of all threads together, until it is measured
   */
  Backlog(double iterationsPerSecond) {
    this.iterationsPerSecond = iterationsPerSecond;
  }

  synchronized void addTentative(FairShareKey owner, long iterations) {
    tentative.add(owner.byNetwork(), iterations);
  }

  synchronized void addFirm(FairShareKey owner, long iterations) {
    firm.add(owner.byOrganization(), iterations);
  }

  /** How long new work of an owner will wait. */
  synchronized Duration expectedWait(FairShareKey owner, long iterations) {
    var path = owner.byNetwork();
    var inNetwork = tentative.part(path.get(0));
    var rest = path.subList(1, path.size());
    long own = inNetwork.of(rest);
    long ofOthers = inNetwork.before(rest, own, iterations) - own;
    return time(ofOthers + firmBefore(owner, own, iterations));
  }

  /**
   * How long work will wait that is about to become firm, or begins anew. The tentative work of its
   * network does not count: this work is part of it.
   *
   * @param alreadyFirm how much of the owner's firm work belongs to this work, and is not before it
   */
  synchronized Duration firmWait(FairShareKey owner, long alreadyFirm, long iterations) {
    return time(firmBefore(owner, -alreadyFirm, iterations));
  }

  /** Organisations take turns, and within an organisation its networks do ({@link TurnQueue}). */
  private long firmBefore(FairShareKey owner, long otherInLine, long iterations) {
    List<String> path = owner.byOrganization();
    return firm.before(path, firm.of(path) + otherInLine, iterations);
  }

  private Duration time(long iterations) {
    return Duration.ofNanos((long) (iterations * NANOS_PER_SECOND / iterationsPerSecond));
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
}
