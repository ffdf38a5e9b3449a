package dev.latchkey.password;

/**
 * Threads that hash: as many as cores, so that hashing alone is what waits when hashing is too
 * much.
 */
interface HashEngine {

  /**
   * Queues the work; returns at once. Thread-safe.
   *
   * @throws java.util.concurrent.RejectedExecutionException after {@link #stop}
   */
  void submit(HashWork work);

  /** How much work is queued. */
  int waiting();

  /** How much work is being done at this moment. */
  int working();

  /** How much work is done at once, at most. */
  int lanes();

  /** Ends the threads once they have nothing left to do. */
  void stop();
}
