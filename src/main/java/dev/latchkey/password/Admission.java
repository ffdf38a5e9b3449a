package dev.latchkey.password;

/**
 * A place in the hashing queue, held from the moment a login is let in: those that still wait for
 * the database count as well, else a burst would pass the gate before the first of it is queued.
 * Thread-safe.
 */
public final class Admission {

  private final Backlog backlog;
  private long iterations;
  private boolean released;

  Admission(Backlog backlog, long iterations) {
    this.backlog = backlog;
    this.iterations = iterations;
    backlog.add(iterations);
  }

  synchronized void resize(long actual) {
    if (!released) {
      backlog.add(actual - iterations);
      iterations = actual;
    }
  }

  /** Gives the place back. Every admission is released once its login has ended, however it did. */
  public synchronized void release() {
    if (!released) {
      backlog.add(-iterations);
      released = true;
    }
  }
}
