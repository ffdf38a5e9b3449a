package dev.latchkey.password;

/**
 * Threads that hash. There are as many as cores: when there is too much hashing, only hashing
 * waits.
 *
 * <p>The words of this package:
 *
 * <ul>
 *   <li>A <b>lane</b> is the place of one hash in a thread. A thread may advance several at once.
 *   <li>A <b>slice</b> is the short time for which a thread advances its lanes before it looks at
 *       the queue again.
 *   <li><b>Decoy work</b> is hashing whose result nobody needs. It makes every refusal take the
 *       same time, so that the time does not tell the reason.
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
