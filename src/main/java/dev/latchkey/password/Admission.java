package dev.latchkey.password;

/**
 * A place in the hashing queue, held from the moment a login is let in: those that still wait for
 * the database count as well, else a burst would pass the gate before the first of it is queued.
 * Thread-safe.
 */
public final class Admission {

  private final Backlog backlog;
  private final FairShareKey share;
  private long iterations;
  private boolean promised;
  private boolean released;

  Admission(Backlog backlog, FairShareKey share, long iterations) {
    this.backlog = backlog;
    this.share = share;
    this.iterations = iterations;
    backlog.announce(share, iterations);
  }

  FairShareKey share() {
    return share;
  }

  /** What it really takes, once the organisation is known. */
  synchronized void resize(long actual) {
    if (!released) {
      count(-iterations);
      promised = true;
      iterations = actual;
      count(iterations);
    }
  }

  private void count(long change) {
    if (promised) {
      backlog.add(share, change);
    } else {
      backlog.announce(share, change);
    }
  }

  /** Gives the place back. Every admission is released once its login has ended, however it did. */
  public synchronized void release() {
    if (!released) {
      count(-iterations);
      released = true;
    }
  }
}
