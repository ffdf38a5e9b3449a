package dev.latchkey.password;

/**
 * Threads that hash, as many as cores. When there is too much to hash, only the hashing waits.
 *
 * <p>The words of this package:
 *
 * <ul>
 *   <li>A <b>lane</b> is the place of one hash in a thread. A thread may advance several at once.
 *   <li>A <b>slice</b> is a millisecond or two of work on all lanes of a thread. Between two slices
 *       the thread answers what is done, and takes waiting work.
 *   <li><b>Decoy work</b> is hashing whose result nobody needs. It makes a refusal take as long as
 *       any other, so that the time does not tell the reason.
 *   <li>A <b>top-up</b> is decoy work after a real hash that cost less than a refusal costs.
 * </ul>
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

  /** How much work the engine does at once, at most. */
  int lanes();

  /** Ends the threads once they have nothing left to do. */
  void stop();
}
