package dev.latchkey.password;

/**
 * A place in the hashing queue, which a login holds from its admission to its end. It also counts
 * while the login waits for the database. Otherwise a burst of logins would all be admitted before
 * the first of them is queued. The work is tentative until {@link #confirm} and firm after it
 * ({@link Backlog}). Thread-safe.
 */
public final class Admission {

  private final Backlog backlog;
  private final FairShareKey owner;
  private long iterations;
  private boolean firm;
  private boolean released;

  Admission(Backlog backlog, FairShareKey owner, long iterations) {
    this.backlog = backlog;
    this.owner = owner;
    this.iterations = iterations;
    count(iterations);
  }

  FairShareKey owner() {
    return owner;
  }

  /** Makes the work firm, and as much as it really is: the look-up is done. */
  synchronized void confirm(long actual) {
    if (!released) {
      count(-iterations);
      firm = true;
      iterations = actual;
      count(iterations);
    }
  }

  private void count(long change) {
    if (firm) {
      backlog.addFirm(owner, change);
    } else {
      backlog.addTentative(owner, change);
    }
  }

  /** Gives the place back. A login releases its admission when it ends, whatever its outcome. */
  public synchronized void release() {
    if (!released) {
      count(-iterations);
      released = true;
    }
  }
}
