package dev.latchkey.bench.kernels;

import dev.latchkey.bcrypt.BcryptHash;
import dev.latchkey.bcrypt.BcryptLanes;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Scanner;

/**
 * The yardstick of bench/service: the kernel and nothing else, on all cores. A login service that
 * did everything but hashing for free could reach as much.
 *
 * <p>Usage: KernelAlone WIDTH, the hashes that each core advances at once. Answers "full SECONDS"
 * with hashes per second and CPU milliseconds per hash, and "lone SECONDS" with the median
 * milliseconds of one hash alone.
 */
final class KernelAlone {

  private static final int COST = 10;
  private static final int SLICE = 32;

  /** Fresh lanes begin with short calls. */
  private static final double WARM_UP_SECONDS = 0.3;

  private static final byte[] KEY = "a password".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SALT = new byte[BcryptHash.SALT_BYTES];

  private final int width;

  private KernelAlone(int width) {
    this.width = width;
  }

  public static void main(String[] args) throws InterruptedException {
    var kernel = new KernelAlone(Integer.parseInt(args[0]));
    var in = new Scanner(System.in, StandardCharsets.UTF_8);
    while (in.hasNext()) {
      String what = in.next();
      double seconds = Double.parseDouble(in.next());
      System.out.println(what.equals("full") ? kernel.full(seconds) : lone(seconds));
    }
  }

  private String full(double seconds) throws InterruptedException {
    var threads = new Thread[Runtime.getRuntime().availableProcessors()];
    var hashes = new double[threads.length];
    var cpu = new double[threads.length];
    for (int i = 0; i < threads.length; i++) {
      int me = i;
      threads[i] =
          new Thread(
              () -> {
                var mx = ManagementFactory.getThreadMXBean();
                long began = mx.getCurrentThreadCpuTime();
                hashes[me] = perSecond(seconds);
                double all = mx.getCurrentThreadCpuTime() - began;
                cpu[me] = all * seconds / (seconds + WARM_UP_SECONDS);
              });
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double all = Arrays.stream(hashes).sum();
    return all + " " + Arrays.stream(cpu).sum() / 1e6 / (all * seconds);
  }

  /** Hashes per second of this thread, parts of hashes counted. */
  private double perSecond(double seconds) {
    var lanes = new BcryptLanes(width);
    advance(lanes, System.nanoTime() + (long) (WARM_UP_SECONDS * 1e9));
    long began = System.nanoTime();
    long iterations = advance(lanes, began + (long) (seconds * 1e9));
    return iterations / (double) (1 << COST) * 1e9 / (System.nanoTime() - began);
  }

  private long advance(BcryptLanes lanes, long end) {
    long iterations = 0;
    while (System.nanoTime() < end) {
      for (int lane = 0; lane < width; lane++) {
        if (lanes.done(lane)) {
          lanes.digest(lane);
          lanes.clear(lane);
        }
        if (lanes.free(lane)) {
          lanes.load(lane, KEY, SALT, 1L << COST);
        }
      }
      iterations += (long) width * lanes.run(SLICE);
    }
    return iterations;
  }

  private static String lone(double seconds) {
    var lanes = new BcryptLanes(1);
    var times = new double[(int) (seconds * 1000)];
    long end = System.nanoTime() + (long) (seconds * 1e9);
    int count = 0;
    for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
      lanes.load(0, KEY, SALT, 1L << COST);
      while (!lanes.done(0)) {
        lanes.run(SLICE);
      }
      lanes.digest(0);
      lanes.clear(0);
      times[count++] = (System.nanoTime() - began) / 1e6;
    }
    Arrays.sort(times, 0, count);
    return String.valueOf(times[count / 2]);
  }
}
