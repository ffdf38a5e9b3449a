package dev.latchkey.bcrypt;

import static dev.latchkey.bcrypt.BcryptHash.MAX_KEY_BYTES;
import static dev.latchkey.bcrypt.BcryptHash.SALT_BYTES;
import static dev.latchkey.bcrypt.Blowfish.SIZE;

import java.util.Arrays;

/**
 * Up to eight bcrypt computations that one thread advances together. One bcrypt is a chain of
 * dependent loads and leaves most of a core idle; several, in lock-step, fill it. Lanes are
 * independent: each has its own key, salt, length and position, and may be filled, read and cleared
 * while others are on their way.
 *
 * <p>The life of a lane: free &rarr; {@link #load} &rarr; any number of {@link #run} &rarr; {@link
 * #done} &rarr; {@link #digest} &rarr; {@link #clear} &rarr; free. Clearing earlier cancels it.
 *
 * <p>An iteration is one round of bcrypt's cost loop, ExpandKey(state, key) followed by
 * ExpandKey(state, salt); a hash of cost c has 2<sup>c</sup> of them (Provos and Mazi&egrave;res,
 * "A Future-Adaptable Password Scheme", USENIX 1999).
 *
 * <p>Not safe for use by several threads: an instance belongs to the thread that made it, or is
 * handed over safely.
 */
public final class BcryptLanes {

  public static final int MAX_WIDTH = BcryptKernels.MAX_WIDTH;

  /** Iterations per call of a kernel: its copying is then under one per cent of its work. */
  private static final int STRETCH = 16;

  /**
   * So many calls of a kernel are short, one iteration each: HotSpot compiles a method as a whole,
   * and well, only once it has been called often. What it makes of a loop that it finds running is
   * half as fast.
   */
  private static final int SHORT_CALLS = 2_000;

  private static final long FREE = -1;

  private final int[] state;
  private final long[] remaining;
  private final int[] running;
  private final int[] calls = new int[MAX_WIDTH + 1];

  /**
   * @param width the number of lanes, 1 to {@link #MAX_WIDTH}
   */
  public BcryptLanes(int width) {
    if (width < 1 || width > MAX_WIDTH) {
      throw new IllegalArgumentException("width " + width);
    }
    state = new int[width * SIZE];
    remaining = new long[width];
    running = new int[width];
    Arrays.fill(remaining, FREE);
  }

  /**
   * One hash alone, on the caller's thread.
   *
   * @param key the password's bytes without a terminator, 0 to 72
   * @param salt 16 bytes
   * @return 23 bytes
   */
  public static byte[] digest(byte[] key, byte[] salt, int cost) {
    var lanes = new BcryptLanes(1);
    lanes.load(0, key, salt, 1L << cost);
    while (!lanes.done(0)) {
      lanes.run(Integer.MAX_VALUE);
    }
    byte[] digest = lanes.digest(0);
    lanes.clear(0);
    return digest;
  }

  public int width() {
    return remaining.length;
  }

  /**
   * Fills a free lane. The arrays are read, not kept.
   *
   * @param key the password's bytes without a terminator, 0 to 72
   * @param salt 16 bytes
   * @param iterations at least 1: 2<sup>cost</sup> for a hash, any number for work that only has to
   *     take its time
   */
  public void load(int lane, byte[] key, byte[] salt, long iterations) {
    if (remaining[lane] != FREE) {
      throw new IllegalStateException("lane " + lane + " is not free");
    }
    if (key.length > MAX_KEY_BYTES || salt.length != SALT_BYTES || iterations < 1) {
      throw new IllegalArgumentException("a key over 72 bytes, a salt not of 16, or no iterations");
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
   * The same for all lanes but some, which stand still.
   *
   * @param held a bit for each lane that does, the lowest for lane 0
   */
  public int run(int iterations, int held) {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations " + iterations);
    }
    int count = 0;
    long least = iterations;
    for (int lane = 0; lane < remaining.length; lane++) {
      if (remaining[lane] > 0 && (held & 1 << lane) == 0) {
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

  /** Whether the lane has been loaded and has no iterations left. */
  public boolean done(int lane) {
    return remaining[lane] == 0;
  }

  /** The iterations the lane still needs; 0 when it is done, negative when it is free. */
  public long remaining(int lane) {
    return remaining[lane];
  }

  /**
   * The 23 bytes of a lane that is done. Compare them with {@link
   * java.security.MessageDigest#isEqual}.
   */
  public byte[] digest(int lane) {
    if (!done(lane)) {
      throw new IllegalStateException("lane " + lane + " is not done");
    }
    return Blowfish.finish(state, lane * SIZE);
  }

  /** Frees a lane, whatever its progress, and overwrites all that was derived from its password. */
  public void clear(int lane) {
    Arrays.fill(state, lane * SIZE, (lane + 1) * SIZE, 0);
    remaining[lane] = FREE;
  }
}
