package dev.latchkey.password;

import java.time.Duration;

/**
 * A place in the hashing queue, which a call holds from its admission to its end. It also counts
 * while the call waits for the database. Otherwise a burst of logins would all be admitted before
 * the first of them is queued. The work is tentative until {@link #confirm} and firm after it
 * ({@link Backlog}).
 *
 * <p>A place may be for several hashes, one after another: a check of a password and then a new
 * hash. Those that are still to come are counted as new hashes. A hash that is done is no longer
 * counted when the next one begins. Thread-safe.
 */
public final class Admission {

  private final Backlog backlog;
  private final FairShareKey owner;
  private final long newHash;
  private int toCome;
  private long iterations;
  private boolean firm;
  private boolean released;

  /**
   * @param hashes how many, at least 1
   * @param newHash the iterations of a new hash
   */
  Admission(Backlog backlog, FairShareKey owner, int hashes, long newHash) {
    this.backlog = backlog;
    this.owner = owner;
    this.newHash = newHash;
    this.toCome = hashes;
    this.iterations = hashes * newHash;
    count(iterations);
  }

  FairShareKey owner() {
    return owner;
  }

  /**
   * How long the next hash and those after it will wait.
   *
   * @param actual what the next hash really costs
   */
  synchronized Duration firmWait(long actual) {
    return backlog.firmWait(owner, firm && !released ? iterations : 0, withThoseAfter(actual));
  }

  /**
   * The next hash begins: its work is firm, and as much as it really is. The look-up is done.
   *
   * @throws IllegalStateException when all hashes of this place have begun before: nobody has
   *     admitted another one
   */
  synchronized void confirm(long actual) {
    if (!released) {
      long rest = withThoseAfter(actual);
      count(-iterations);
      firm = true;
      toCome--;
      iterations = rest;
      count(iterations);
    }
  }

  private long withThoseAfter(long actual) {
    if (toCome == 0) {
      throw new IllegalStateException("more hashes than were admitted");
    }
    return actual + (toCome - 1) * newHash;
  }

  private void count(long change) {
    if (firm) {
      backlog.addFirm(owner, change);
    } else {
      backlog.addTentative(owner, change);
    }
  }

  /** Gives the place back. A call releases its admission when it ends, whatever its outcome. */
  public synchronized void release() {
    if (!released) {
      count(-iterations);
      released = true;
    }
  }
}
