package dev.latchkey.bench.kernels;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.latchkey.bcrypt.BcryptLanes;
import dev.latchkey.bcrypt.ElytronBcrypt;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One invocation is one hash, or one per lane. Other programs may be running, so what counts is not
 * JMH's own score, the time that passed, but the thread's CPU time over the hashes made, in two
 * extra counters.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class KernelBenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String PASSWORD = "john.doe.password";
  private static final byte[] PASSWORD_BYTES = PASSWORD.getBytes(StandardCharsets.UTF_8);
  private static final byte[] SALT = "sixteen bytes ok".getBytes(StandardCharsets.UTF_8);
  private static final int SLICE = 64;

  /** CPU time and hashes of one measured iteration. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Work {
    public long cpuNanos;
    public long hashes;

    <T> T measure(int count, Supplier<T> hashing) {
      long start = THREADS.getCurrentThreadCpuTime();
      T result = hashing.get();
      cpuNanos += THREADS.getCurrentThreadCpuTime() - start;
      hashes += count;
      return result;
    }
  }

  /** The cost of every hash. */
  @State(Scope.Benchmark)
  public static class Cost {
    @Param("10")
    public int cost;
  }

  /** The lanes in use. */
  @State(Scope.Thread)
  public static class Width {
    @Param({"1", "2", "3", "4", "5", "6", "7", "8"})
    public int width;

    private BcryptLanes lanes;

    byte[] hash(int cost) {
      if (lanes == null) {
        lanes = new BcryptLanes(width);
      }
      for (int lane = 0; lane < width; lane++) {
        lanes.load(lane, PASSWORD_BYTES, SALT, 1L << cost);
      }
      while (lanes.run(SLICE) > 0) {
        // until all are done
      }
      byte[] digest = lanes.digest(0);
      for (int lane = 0; lane < width; lane++) {
        lanes.clear(lane);
      }
      return digest;
    }
  }

  @Benchmark
  public byte[] lanes(Width width, Cost cost, Work work) {
    return work.measure(width.width, () -> width.hash(cost.cost));
  }

  @Benchmark
  public byte[] elytron(Cost cost, Work work) {
    return work.measure(1, () -> ElytronBcrypt.digest(PASSWORD_BYTES, SALT, cost.cost));
  }

  @Benchmark
  public byte[] bouncyCastle(Cost cost, Work work) {
    return work.measure(1, () -> BouncyCastle.digest(PASSWORD_BYTES, SALT, cost.cost));
  }

  @Benchmark
  public byte[] favre(Cost cost, Work work) {
    return work.measure(
        1, () -> BCrypt.withDefaults().hashRaw(cost.cost, SALT, PASSWORD_BYTES).rawHash);
  }

  @Benchmark
  public String springSecurity(Cost cost, Work work) {
    return work.measure(
        1,
        () ->
            org.springframework.security.crypto.bcrypt.BCrypt.hashpw(
                PASSWORD_BYTES, setting(cost.cost)));
  }

  @Benchmark
  public String jBCrypt(Cost cost, Work work) {
    return work.measure(1, () -> org.mindrot.jbcrypt.BCrypt.hashpw(PASSWORD, setting(cost.cost)));
  }

  private static String setting(int cost) {
    return "$2a$%02d$abcdefghijklmnopqrstuu".formatted(cost);
  }
}
