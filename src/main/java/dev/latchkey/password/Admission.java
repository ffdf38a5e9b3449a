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
  private boolean released;

  Admission(Backlog backlog, Origin origin, long iterations) {
    this.backlog = backlog;
    this.origin = origin;
    this.iterations = iterations;
    backlog.add(origin.organization(), iterations);
  }

  Origin origin() {
    return origin;
  }

  synchronized void resize(long actual) {
    if (!released) {
      backlog.add(origin.organization(), actual - iterations);
      iterations = actual;
    }
  }

  /** Gives the place back. Every admission is released once its login has ended, however it did. */
  public synchronized void release() {
    if (!released) {
      backlog.add(origin.organization(), -iterations);
      released = true;
    }
  }
}
