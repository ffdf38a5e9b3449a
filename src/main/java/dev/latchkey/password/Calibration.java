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
 * How fast this machine hashes in lanes. Hashes of {@link #MIN_COST} are measured, first one alone,
 * then all lanes of all threads together. Each further cost takes twice as long.
 *
 * @param threads how many threads hashed at once for {@code perSecond}
 * @param lanes how many lanes each of them advanced
 * @param alone the processor time of one hash of {@link #MIN_COST} alone. On a quiet machine the
 *     hash takes as long
 * @param perSecond hashes of {@link #MIN_COST} by all lanes together. They are counted in real
 *     time, so that a limit on processor time lowers the number
 * @param share how much of a processor each thread got, 0 to 1
 */
public record Calibration(int threads, int lanes, Duration alone, double perSecond, double share) {

  /** The cost that is measured: low, so that a short time is enough for many hashes. */
  public static final int MIN_COST = 8;

  public static final int MAX_COST = 14;
  public static final int MAX_LANES = LaneEngine.MAX_WIDTH;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final byte[] KEY = new byte[12];
  private static final byte[] SALT = new byte[BcryptHash.SALT_BYTES];

  /**
   * Measures twice, each time for {@code time}. Before each it hashes for half of that, so that the
   * code is compiled.
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

  /** How long a hash of this cost takes alone; {@link #MIN_COST} or more. */
  public Duration alone(int cost) {
    return alone.multipliedBy(1L << (cost - MIN_COST));
  }

  /** Hashes of this cost per second, one after the other. */
  public double alonePerSecond(int cost) {
    return NANOS_PER_SECOND / alone(cost).toNanos();
  }

  /** Hashes of this cost per second by all lanes of all threads. */
  public double perSecond(int cost) {
    return perSecond / Math.scalb(1.0, cost - MIN_COST);
  }

  /** How long a hash of this cost takes while all lanes of all threads are busy. */
  public Duration together(int cost) {
    return Duration.ofNanos((long) (NANOS_PER_SECOND * threads * lanes / perSecond(cost)));
  }

  /**
   * The highest cost at which a hash alone takes no longer than the limit, from {@link #MIN_COST}
   * to {@link #MAX_COST}.
   */
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

  /** Hashes in batches, one hash in each lane, until the time is over; at least one batch. */
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
    for (int lane = 0; lane < lanes.count(); lane++) {
      lanes.load(lane, KEY, SALT, 1L << MIN_COST);
    }
    lanes.runToEnd();
    for (int lane = 0; lane < lanes.count(); lane++) {
      lanes.digest(lane);
      lanes.clear(lane);
    }
  }

  /** How many batches one thread did, in how much real time and processor time. */
  private record Run(int batches, long nanos, long cpuNanos) {

    double batchesPerSecond() {
      return NANOS_PER_SECOND * batches / nanos;
    }

    double share() {
      return Math.min(1, (double) cpuNanos / nanos);
    }
  }
}
