package dev.latchkey.bcrypt;

import static dev.latchkey.bcrypt.BcryptHash.MAX_KEY_BYTES;
import static dev.latchkey.bcrypt.BcryptHash.SALT_BYTES;
import static dev.latchkey.bcrypt.Blowfish.SIZE;

import java.util.Arrays;

/**
 * Up to eight bcrypt computations, the lanes, that one thread advances together. In one bcrypt each
 * load from memory depends on the one before, so that the core mostly waits. Several lanes,
 * advanced together step by step, use that time. Lanes are independent: each has its own key, salt,
 * length and position. A lane may be filled, read and cleared while others are under way.
 *
 * <p>The life of a lane: free &rarr; {@link #load} &rarr; any number of {@link #run} &rarr; {@link
 * #done} &rarr; {@link #digest} &rarr; {@link #clear} &rarr; free. To cancel it, clear it earlier.
 *
 * <p>An iteration is one round of bcrypt's cost loop, ExpandKey(state, key) followed by
 * ExpandKey(state, salt); a hash of cost c has 2<sup>c</sup> of them (Provos and Mazi&egrave;res,
 * "A Future-Adaptable Password Scheme", USENIX 1999).
 *
 * <p>Not thread-safe.
 */
public final class BcryptLanes {

  /** The most lanes of an instance: as many as the widest kernel advances at once. */
  public static final int MAX_WIDTH = BcryptKernels.MAX_WIDTH;

  /** The iterations of a call of a kernel: its copying is then under one per cent of its work. */
  private static final int STRETCH = 16;

  /**
   * How many first calls of a kernel have one iteration only. HotSpot compiles a whole method after
   * many calls of it. If it compiles a loop that already runs, the result is half as fast.
   */
  private static final int SHORT_CALLS = 2_000;

  private static final long FREE = -1;

  private final int[] state;
  private final long[] remaining;
  private final int[] running;
  private final int[] calls = new int[MAX_WIDTH + 1];

  /**
   * @param count the number of lanes, 1 to {@link #MAX_WIDTH}
   */
  public BcryptLanes(int count) {
    if (count < 1 || count > MAX_WIDTH) {
      throw new IllegalArgumentException(count + " lanes");
    }
    state = new int[count * SIZE];
    remaining = new long[count];
    running = new int[count];
    Arrays.fill(remaining, FREE);
  }

  /**
   * One hash alone, on the caller's thread.
   *
   * @param key the password's bytes without a terminator, at most {@link BcryptHash#MAX_KEY_BYTES}
   * @param salt {@link BcryptHash#SALT_BYTES} bytes
   */
  public static byte[] digest(byte[] key, byte[] salt, int cost) {
    var lanes = new BcryptLanes(1);
    lanes.load(0, key, salt, 1L << cost);
    lanes.runToEnd();
    byte[] digest = lanes.digest(0);
    lanes.clear(0);
    return digest;
  }

  /** The number of lanes. */
  public int count() {
    return remaining.length;
  }

  /**
   * Fills a free lane. The arrays are read, not kept.
   *
   * @param key the password's bytes without a terminator, at most {@link BcryptHash#MAX_KEY_BYTES}
   * @param salt {@link BcryptHash#SALT_BYTES} bytes
   * @param iterations at least 1: 2<sup>cost</sup> for a hash, any number for decoy work
   */
  public void load(int lane, byte[] key, byte[] salt, long iterations) {
    if (remaining[lane] != FREE) {
      throw new IllegalStateException("lane " + lane + " is not free");
    }
    if (key.length > MAX_KEY_BYTES || salt.length != SALT_BYTES || iterations < 1) {
      throw new IllegalArgumentException(
          key.length + " bytes of key, " + salt.length + " of salt, iterations: " + iterations);
    }
    Blowfish.begin(state, lane * SIZE, key, salt);
    remaining[lane] = iterations;
  }

  /**
   * Advances every lane that has work left by the same number of iterations: the one given, or
   * fewer when a lane ends before that, so that the caller can refill it.
   *
   * @param iterations at least 1
   * @return the iterations done; 0 if no lane has work
   */
  public int run(int iterations) {
    return run(iterations, 0);
  }

  /**
   * The same, while some lanes stand still.
   *
   * @param standingStill a bit for each of these, the lowest bit for lane 0
   */
  public int run(int iterations, int standingStill) {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations " + iterations);
    }
    int count = 0;
    long least = iterations;
    for (int lane = 0; lane < remaining.length; lane++) {
      if (remaining[lane] > 0 && (standingStill & 1 << lane) == 0) {
        running[count++] = lane;
        least = Math.min(least, remaining[lane]);
      }
    }
    if (count == 0) {
      return 0;
    }
    int advance = (int) least;
    for (int left = advance; left > 0; ) {
      int stretch = Math.min(left, stretch(count));
      BcryptKernels.run(state, running, count, stretch);
      left -= stretch;
    }
    for (int i = 0; i < count; i++) {
      remaining[running[i]] -= advance;
    }
    return advance;
  }

  /** Advances all lanes until every one is done. */
  public void runToEnd() {
    while (run(Integer.MAX_VALUE) > 0) {
      // a run ends as soon as one lane is done
    }
  }

  private int stretch(int width) {
    if (calls[width] == SHORT_CALLS) {
      return STRETCH;
    }
    calls[width]++;
    return 1;
  }

  /** Whether the lane may be loaded. */
  public boolean free(int lane) {
    return remaining[lane] == FREE;
  }

  /** Whether the lane is loaded and has no iterations left. */
  public boolean done(int lane) {
    return remaining[lane] == 0;
  }

  /** The iterations the lane still needs; 0 when it is done, negative when it is free. */
  public long remaining(int lane) {
    return remaining[lane];
  }

  /**
   * The digest of a lane that is done. Compare it with {@link java.security.MessageDigest#isEqual}.
   */
  public byte[] digest(int lane) {
    if (!done(lane)) {
      throw new IllegalStateException("lane " + lane + " is not done");
    }
    return Blowfish.finish(state, lane * SIZE);
  }

  /** Frees a lane, done or not, and overwrites everything that was derived from its password. */
  public void clear(int lane) {
    Arrays.fill(state, lane * SIZE, (lane + 1) * SIZE, 0);
    remaining[lane] = FREE;
  }
}
