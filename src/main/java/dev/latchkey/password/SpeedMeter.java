package dev.latchkey.password;

/**
 * Measures how fast one thread hashes while its lanes are full, and tells the {@link Backlog}. It
 * measures from the end of one slice to the end of the next: the time that event loops and other
 * processes take of the core in between slows the hashing as well. Belongs to one thread.
 */
final class SpeedMeter {

  private final int threads;
  private final Backlog backlog;
  private boolean wasFull;
  private long sliceEnd;

  SpeedMeter(int threads, Backlog backlog) {
    this.threads = threads;
    this.backlog = backlog;
  }

  /** The thread waits for work: the time until the next slice says nothing about its speed. */
  void pause() {
    wasFull = false;
  }

  /**
   * A slice has ended.
   *
   * @param iterations of all lanes together
   * @param full whether as many lanes advanced as the thread advances at once
   */
  void sliceEnded(int iterations, boolean full) {
    long now = System.nanoTime();
    if (full && wasFull) {
      double seconds = (now - sliceEnd) / 1e9;
      backlog.measured(threads * iterations / seconds, seconds);
    }
    wasFull = full;
    sliceEnd = now;
  }
}
