package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import dev.latchkey.bcrypt.BcryptLanes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hashes several passwords at once on each thread, in lock-step ({@link BcryptLanes}). Batches are
 * continuous: after every slice of some milliseconds whatever is done is answered and whatever
 * waits takes its place, so that lanes neither start nor end together. Work spreads over idle
 * threads before it is stacked on a busy one.
 *
 * <p>Each thread has one lane more than it advances. It is for an organisation that has no lane at
 * all: such a newcomer begins with the next slice, and meanwhile a lane of the organisation that
 * has the most stands still. One lock guards the queue and the counts; a thread takes it once per
 * slice.
 */
final class LaneEngine implements HashEngine {

  /** Iterations between two looks at the queue: 1 to 2 ms. */
  private static final int SLICE = 16;

  /** One lane of a thread's is for newcomers. */
  static final int MAX_WIDTH = BcryptLanes.MAX_WIDTH - 1;

  private static final byte[] DECOY_KEY = new byte[0];
  private static final byte[] DECOY_SALT = new byte[BcryptHash.SALT_BYTES];

  private static final Logger LOG = Logger.getLogger(LaneEngine.class);

  private final int width;
  private final Backlog backlog;
  private final Worker[] workers;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final FairQueue queue = new FairQueue();
  private final Map<String, Integer> lanesOf = new HashMap<>();
  private int busyLanes;
  private int idleThreads;
  private boolean stopping;

  /**
   * @param width how many lanes a thread advances at once
   */
  LaneEngine(int threads, int width, Backlog backlog) {
    this.width = width;
    this.backlog = backlog;
    this.workers = new Worker[threads];
    for (int i = 0; i < threads; i++) {
      workers[i] = new Worker();
      var thread = new Thread(workers[i], "latchkey-hash-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void submit(HashWork work) {
    lock.lock();
    try {
      if (stopping) {
        throw new RejectedExecutionException("stopped"); // nobody would come for it
      }
      queue.add(work);
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stop() {
    lock.lock();
    try {
      stopping = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int working() {
    lock.lock();
    try {
      return busyLanes;
    } finally {
      lock.unlock();
    }
  }

  /** Those that advance: a newcomer's lane stops another for as long as it has work. */
  @Override
  public int lanes() {
    return workers.length * width;
  }

  /** One thread and its lanes. Only what is named above is shared, and that under the lock. */
  private final class Worker implements Runnable {

    private final BcryptLanes lanes = new BcryptLanes(width + 1);
    private final @Nullable Job[] jobs = new Job[width + 1];
    private int occupied;
    private int turn;
    private boolean wasFull;
    private long sliceEnd;

    @Override
    public void run() {
      boolean working = true;
      while (working) {
        try {
          working = refill();
          advance();
          settle();
          Thread.yield(); // the event loops, on the same cores, have little to do, but at once
        } catch (RuntimeException | Error e) {
          abandon(e);
        }
      }
    }

    /** Were the thread to end, its callers would never be answered, nor those after them. */
    private void abandon(Throwable failure) {
      LOG.error("A hashing thread failed, and with it the logins in its lanes", failure);
      for (int lane = 0; lane < jobs.length; lane++) {
        Job job = jobs[lane];
        if (job == null) {
          lanes.clear(lane);
        } else {
          release(job, lane);
          job.work.failed(failure);
        }
      }
    }

    /** Takes what is this thread's share of the work; waits if there is none. False: the end. */
    private boolean refill() {
      lock.lock();
      try {
        while (occupied == 0 && queue.size() == 0) {
          if (stopping) {
            return false;
          }
          wasFull = false;
          idleThreads++;
          arrived.awaitUninterruptibly();
          idleThreads--;
        }
        while (occupied < width && isMyTurn()) {
          begin(queue.poll());
        }
        if (occupied == width) {
          begin(queue.poll(organization -> !lanesOf.containsKey(organization)));
        }
        return true;
      } finally {
        lock.unlock();
      }
    }

    /** An idle thread is on its way to the queue: one of those that wait is its own. */
    private boolean isMyTurn() {
      int unclaimed = occupied == 0 ? queue.size() : queue.size() - idleThreads;
      return unclaimed > 0 && occupied * workers.length < busyLanes + queue.size();
    }

    private void begin(@Nullable HashWork work) {
      if (work == null || !work.begin()) {
        return; // whoever hung up costs nothing more than this
      }
      int lane = 0;
      while (jobs[lane] != null) {
        lane++;
      }
      jobs[lane] = new Job(work);
      occupied++;
      busyLanes++;
      lanesOf.merge(work.share().organization(), 1, Integer::sum);
      lanes.load(lane, work.key(), work.salt(), 1L << work.cost());
    }

    private void advance() {
      if (occupied == 0) {
        return;
      }
      int advancing = Math.min(occupied, width);
      measure(advancing * lanes.run(SLICE, heldLanes()));
    }

    /**
     * From the end of one slice to that of the next: what the event loops and others take of the
     * core in between slows the hashing as well.
     */
    private void measure(int iterations) {
      long now = System.nanoTime();
      boolean full = occupied >= width;
      if (full && wasFull) {
        double seconds = (now - sliceEnd) / 1e9;
        backlog.measured(workers.length * iterations / seconds, seconds);
      }
      wasFull = full;
      sliceEnd = now;
    }

    /** What is beyond the width: a lane of the organisation with the most, one after the other. */
    private int heldLanes() {
      if (occupied <= width) {
        return 0;
      }
      turn++;
      int most = 0;
      int fullest = 0;
      for (int i = 0; i < jobs.length; i++) {
        int lane = (turn + i) % jobs.length;
        int count = lanesLike(lane);
        if (count > most) {
          most = count;
          fullest = lane;
        }
      }
      return 1 << fullest;
    }

    /** Those of its organisation. */
    private int lanesLike(int lane) {
      Job one = jobs[lane];
      int count = 0;
      for (Job job : jobs) {
        if (one != null && job != null && job.organization().equals(one.organization())) {
          count++;
        }
      }
      return count;
    }

    private void settle() {
      for (int lane = 0; lane < jobs.length; lane++) {
        Job job = jobs[lane];
        if (job != null && (job.work.cancelled() || lanes.done(lane) && !continues(job, lane))) {
          end(job, lane);
        }
      }
    }

    /** After the digest the lane goes on with what the outcome asks for. */
    private boolean continues(Job job, int lane) {
      if (job.digested) {
        return false;
      }
      job.digested = true;
      long decoy = job.work.digested(lanes.digest(lane));
      if (decoy == 0) {
        return false;
      }
      lanes.clear(lane);
      lanes.load(lane, DECOY_KEY, DECOY_SALT, decoy);
      return true;
    }

    private void end(Job job, int lane) {
      release(job, lane);
      job.finish();
    }

    private void release(Job job, int lane) {
      lanes.clear(lane);
      jobs[lane] = null;
      occupied--;
      lock.lock();
      try {
        busyLanes--;
        lanesOf.merge(job.organization(), -1, (a, b) -> a + b == 0 ? null : a + b);
      } finally {
        lock.unlock();
      }
    }
  }

  private static final class Job {

    final HashWork work;
    boolean digested;

    Job(HashWork work) {
      this.work = work;
    }

    /** A caller's failure is not the engine's: the thread goes on. */
    void finish() {
      if (!work.cancelled()) {
        try {
          work.finished();
        } catch (RuntimeException e) {
          LOG.error("The result of a hash could not be delivered", e);
        }
      }
    }

    String organization() {
      return work.share().organization();
    }
  }
}
