package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import dev.latchkey.bcrypt.BcryptLanes;
import dev.latchkey.bcrypt.KernelProof;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * How fast this machine hashes in lanes. Whole hashes of one cost are measured, one alone and as
 * many as the machine advances at once; each further cost takes twice as long.
 *
 * @param threads how many hashed at once for {@code perSecond}
 * @param lanes how many hashes each of them advanced
 * @param alone the processor's time for a hash of {@link #MIN_COST} alone, which is how long it
 *     takes on a quiet machine
 * @param perSecond hashes of {@link #MIN_COST} by all lanes together, in real time, so that a limit
 *     of the processor's time is in it
 * @param share how much of the processor's time they asked for they got, 0 to 1
 */
public record Calibration(int threads, int lanes, Duration alone, double perSecond, double share) {

  /** Measured: so cheap that it can be done often. */
  public static final int MIN_COST = 8;

  public static final int MAX_COST = 14;
  public static final int MAX_LANES = LaneEngine.MAX_WIDTH;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final byte[] KEY = new byte[12];
  private static final byte[] SALT = new byte[BcryptHash.SALT_BYTES];

  /**
   * Measures: twice for {@code time}, and half of it before each for the compiler.
   *
   * @param lanes 1 to {@link #MAX_LANES}
   * @throws dev.latchkey.bcrypt.KernelProofException when hashes come out wrong here
   * @throws InterruptedException when the calling thread is interrupted; the measuring threads end
   *     by themselves
   */
  public static Calibration measure(int threads, int lanes, Duration time)
      throws InterruptedException {
    KernelProof.run(lanes);
    Run one = runs(1, 1, time).get(0);
    List<Run> all = runs(threads, lanes, time);
    double perSecond = all.stream().mapToDouble(run -> lanes * run.batchesPerSecond()).sum();
    double share = all.stream().mapToDouble(Run::share).average().orElseThrow();
    var alone = Duration.ofNanos(one.cpuNanos() / one.batches());
    return new Calibration(threads, lanes, alone, perSecond, share);
  }

  /** A hash of this cost, 8 or more, that has the machine to itself. */
  public Duration alone(int cost) {
    return alone.multipliedBy(1L << (cost - MIN_COST));
  }

  /** Hashes of this cost per second, where each has the machine to itself. */
  public double alonePerSecond(int cost) {
    return NANOS_PER_SECOND / alone(cost).toNanos();
  }

  /** Hashes of this cost per second, where all lanes of all threads are busy. */
  public double perSecond(int cost) {
    return perSecond / Math.scalb(1.0, cost - MIN_COST);
  }

  /** A hash of this cost where all lanes of all threads are busy. */
  public Duration together(int cost) {
    return Duration.ofNanos((long) (NANOS_PER_SECOND * threads * lanes / perSecond(cost)));
  }

  /** The highest cost from 8 to 14 at which a hash alone takes no longer. */
  public OptionalInt highestCostWithin(Duration limit) {
    return IntStream.rangeClosed(MIN_COST, MAX_COST)
        .filter(cost -> alone(cost).compareTo(limit) <= 0)
        .max();
  }

  private static List<Run> runs(int threads, int lanes, Duration time) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<Run> task = () -> run(new BcryptLanes(lanes), time);
      var runs = new ArrayList<Run>();
      for (Future<Run> run :
          pool.invokeAll(IntStream.range(0, threads).mapToObj(i -> task).toList())) {
        runs.add(run.get());
      }
      return runs;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static Run run(BcryptLanes lanes, Duration time) {
    batches(lanes, time.dividedBy(2));
    return batches(lanes, time);
  }

  /** Batches until the time is over, at least one. */
  private static Run batches(BcryptLanes lanes, Duration time) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpuStart = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    int count = 0;
    long nanos;
    do {
      batch(lanes);
      count++;
      nanos = System.nanoTime() - start;
    } while (nanos < time.toNanos());
    return new Run(count, nanos, threads.getCurrentThreadCpuTime() - cpuStart);
  }

  private static void batch(BcryptLanes lanes) {
    for (int lane = 0; lane < lanes.width(); lane++) {
      lanes.load(lane, KEY, SALT, 1L << MIN_COST);
    }
    while (lanes.run(Integer.MAX_VALUE) > 0) {
      // lanes of one cost end together
    }
    for (int lane = 0; lane < lanes.width(); lane++) {
      lanes.digest(lane);
      lanes.clear(lane);
    }
  }

  /** What one thread did in which time, its own and the processor's. */
  private record Run(int batches, long nanos, long cpuNanos) {

    double batchesPerSecond() {
      return NANOS_PER_SECOND * batches / nanos;
    }

    double share() {
      return Math.min(1, (double) cpuNanos / nanos);
    }
  }
}
