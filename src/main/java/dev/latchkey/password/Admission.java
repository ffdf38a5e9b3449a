package dev.latchkey.password;

/**
 * A place in the hashing queue, held from the moment a login is let in: those that still wait for
 * the database count as well, else a burst would pass the gate before the first of it is queued.
 * Thread-safe.
 */
public final class Admission {

  private final Backlog backlog;
  private final Origin origin;
  private long iterations;
  private boolean promised;
  private boolean released;

  Admission(Backlog backlog, Origin origin, long iterations) {
    this.backlog = backlog;
    this.origin = origin;
    this.iterations = iterations;
    backlog.announce(origin, iterations);
  }

  Origin origin() {
    return origin;
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
      backlog.add(origin, change);
    } else {
      backlog.announce(origin, change);
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
