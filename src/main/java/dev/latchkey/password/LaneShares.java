package dev.latchkey.password;

import java.util.HashMap;
import java.util.Map;

/**
 * How the lanes of all threads are shared out: how many lanes each organisation has, and whether a
 * thread takes one more of the waiting hashes. Not thread-safe: {@link LaneEngine} calls it under
 * its lock.
 */
final class LaneShares {

  private final int threads;
  private final Map<String, Integer> lanesOf = new HashMap<>();
  private int busyLanes;
  private int idleThreads;

  LaneShares(int threads) {
    this.threads = threads;
  }

  /** A thread without work begins to wait for some. */
  void addIdleThread() {
    idleThreads++;
  }

  /** A thread that waited looks at the queue again. */
  void removeIdleThread() {
    idleThreads--;
  }

  void addLane(String organization) {
    busyLanes++;
    lanesOf.merge(organization, 1, Integer::sum);
  }

  void removeLane(String organization) {
    busyLanes--;
    lanesOf.merge(organization, -1, (a, b) -> a + b == 0 ? null : a + b);
  }

  /** Lanes at work, in all threads. */
  int busyLanes() {
    return busyLanes;
  }

  /** Whether an organisation has no lane in any thread. */
  boolean isNewcomer(String organization) {
    return !lanesOf.containsKey(organization);
  }

  /**
   * Whether a thread that looks at the queue takes one more hash. No thread takes more than an
   * equal part of all work, and work spreads over idle threads before it is stacked on a busy one.
   *
   * @param own how many lanes of this thread are at work
   * @param waiting how many hashes wait
   */
  boolean takesOneMore(int own, int waiting) {
    // Each idle thread will take one waiting hash, so leave that many in the queue.
    int unclaimed = own == 0 ? waiting : waiting - idleThreads;
    return unclaimed > 0 && own * threads < busyLanes + waiting;
  }
}
