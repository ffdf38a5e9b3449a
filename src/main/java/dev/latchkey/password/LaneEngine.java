package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptLanes;
import dev.latchkey.turns.TurnQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hashes several passwords at once on each thread ({@link BcryptLanes}). Between two slices a
 * thread answers the hashes that are done, and takes waiting ones into the free lanes. So lanes
 * neither start nor end together.
 *
 * <p>An organisation that has no lane begins with the next slice, however long the lines of others
 * are ({@link LaneHolders}). One lock guards the queue and the {@link LaneShares}. A thread takes
 * it once for each slice, and once for each hash that ends.
 */
final class LaneEngine implements HashEngine {

  /** The iterations of a slice: 1 to 2 ms. */
  private static final int SLICE = 16;

  /** The most lanes that a thread can advance at once. */
  static final int MAX_WIDTH = BcryptLanes.MAX_WIDTH - LaneHolders.EXTRA_LANES;

  private static final Logger LOG = Logger.getLogger(LaneEngine.class);

  private final int threads;
  private final int width;
  private final Backlog backlog;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final TurnQueue<HashWork> queue = new TurnQueue<>(HashWork::cancelled);
  private final LaneShares shares;
  private final Predicate<String> newcomer;
  private boolean stopping;

  /**
   * @param width how many lanes a thread advances at once, 1 to {@link #MAX_WIDTH}
   */
  LaneEngine(int threads, int width, Backlog backlog) {
    this.threads = threads;
    this.width = width;
    this.backlog = backlog;
    this.shares = new LaneShares(threads);
    this.newcomer = shares::isNewcomer;
    for (int i = 0; i < threads; i++) {
      var thread = new Thread(new Worker(), "latchkey-hash-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void submit(HashWork work) {
    lock.lock();
    try {
      if (stopping) {
        throw new RejectedExecutionException("stopped"); // no thread would ever take it
      }
      queue.add(work.owner().byOrganization(), work);
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
      return shares.busyLanes();
    } finally {
      lock.unlock();
    }
  }

  /** Extra lanes do not count: while one has work, another lane stands still. */
  @Override
  public int lanes() {
    return threads * width;
  }

  /** One thread. Its fields belong to it alone; those of the engine need the lock. */
  private final class Worker implements Runnable {

    private final BcryptLanes lanes = new BcryptLanes(width + LaneHolders.EXTRA_LANES);
    private final @Nullable LaneJob[] jobs = new LaneJob[width + LaneHolders.EXTRA_LANES];
    private final LaneHolders holders = new LaneHolders(width, shares);
    private final SpeedMeter speed = new SpeedMeter(threads, backlog);

    @Override
    public void run() {
      boolean working = true;
      while (working) {
        try {
          working = refill();
          advance();
          settle();
          Thread.yield(); // the event loops share these cores: they need little time, but at once
        } catch (RuntimeException | Error e) {
          abandon(e);
        }
      }
    }

    /**
     * Takes this thread's share of the waiting hashes.
     *
     * @return false when the thread is to end
     */
    private boolean refill() {
      lock.lock();
      try {
        boolean working = awaitWork();
        if (working) {
          takeWork();
        }
        return working;
      } finally {
        lock.unlock();
      }
    }

    private boolean awaitWork() {
      while (holders.isEmpty() && queue.size() == 0) {
        if (stopping) {
          return false;
        }
        speed.pause();
        shares.addIdleThread();
        arrived.awaitUninterruptibly();
        shares.removeIdleThread();
      }
      return true;
    }

    private void takeWork() {
      while (holders.takesOneMore(queue.size())) {
        begin(queue.poll());
      }
      if (holders.takesNewcomer()) {
        begin(queue.poll(newcomer));
      }
    }

    private void begin(@Nullable HashWork work) {
      if (work == null || !work.begin()) {
        return; // a caller who hung up costs no more than this
      }
      int lane = holders.take(work.owner().organization());
      var job = new LaneJob(work, lanes, lane);
      jobs[lane] = job;
      job.start();
    }

    private void advance() {
      if (holders.isEmpty()) {
        return;
      }
      int standingStill = holders.standingStill();
      int advancing = holders.advancing(standingStill);
      int iterations = lanes.run(SLICE, standingStill);
      speed.sliceEnded(advancing * iterations, advancing == width);
    }

    private void settle() {
      for (int lane = 0; lane < jobs.length; lane++) {
        LaneJob job = jobs[lane];
        if (job != null && job.hasEnded()) {
          release(lane);
          job.answer();
        }
      }
    }

    private void release(int lane) {
      lanes.clear(lane);
      jobs[lane] = null;
      lock.lock();
      try {
        holders.release(lane);
      } finally {
        lock.unlock();
      }
    }

    /** Were the thread to end, nobody would answer the logins in its lanes, nor later ones. */
    private void abandon(Throwable failure) {
      LOG.error("A hashing thread failed, and with it the logins in its lanes", failure);
      for (int lane = 0; lane < jobs.length; lane++) {
        LaneJob job = jobs[lane];
        release(lane);
        if (job != null) {
          job.fail(failure);
        }
      }
    }
  }
}
