package dev.latchkey.password;

import java.util.Arrays;

/**
 * bcrypt's cost loop for one to eight lanes in lock-step, written out by {@code BcryptKernelSource}
 * in the tests. Read one width; the others differ in nothing but the number of lanes. {@link
 * Blowfish} has the layout of a lane and the plain form of the same arithmetic.
 *
 * <p>Every choice here serves the compiler. The lanes are copied into an array allocated in the
 * method: as its length is known, no index needs a check. The halves of a block are kept in memory,
 * in a row that moves with k: as the compiler cannot tell such elements apart, it must keep the
 * lanes' loads in the order written and never holds more of a lane in registers than one round
 * needs; left to itself it moves loads of all lanes forward and then spills the array's own
 * address. The loop over blocks ends on "not equal", so that HotSpot does not split it, after which
 * it would spill that address again. Copying and wiping cost under one per cent of 16 iterations.
 *
 * <p>The end of the array is not used: its neighbour on the heap may be another thread's. Were it
 * in the same cache line as the last lane's halves, both threads would take half as long again.
 *
 * <p>Indices are sums of longs, and k is masked, for the compiler of native executables, which
 * otherwise cannot tell that a sum neither overflows nor leaves the array, and would check each
 * index. A lane alone waits for each of its steps, so there the longer way shows: it has ints.
 */
final class BcryptKernels {

  static final int MAX_WIDTH = 8;

  private BcryptKernels() {}

  /**
   * Advances some lanes of a state by the same number of iterations.
   *
   * @param lanes the numbers of the lanes, in its first {@code width} elements
   * @param width how many, 1 to {@link #MAX_WIDTH}
   */
  static void run(int[] state, int[] lanes, int width, int iterations) {
    switch (width) {
      case 1 -> run1(state, lanes, iterations);
      case 2 -> run2(state, lanes, iterations);
      case 3 -> run3(state, lanes, iterations);
      case 4 -> run4(state, lanes, iterations);
      case 5 -> run5(state, lanes, iterations);
      case 6 -> run6(state, lanes, iterations);
      case 7 -> run7(state, lanes, iterations);
      case 8 -> run8(state, lanes, iterations);
      default -> throw new IllegalArgumentException("width " + width);
    }
  }

  private static void run1(int[] state, int[] lanes, int iterations) {
    int[] a = new int[1130];
    System.arraycopy(state, lanes[0] * 1098, a, 0, 1098);
    for (int half = 0; half < 2 * iterations; half++) {
      int key = (half & 1) * 18;
      for (int i = 0; i < 18; i++) {
        a[0 + i] ^= a[1042 + key + i];
      }
      a[1078] = 0;
      a[1079] = a[0];
      for (int i = 0; i != 1042; i += 2) {
        for (int round = 0; round < 16; round += 4) {
          int k = round;
          int x;
          int f;
          x = a[1079 + k];
          f = a[18 + (x >>> 24)];
          f += a[274 + (Integer.rotateRight(x, 16) & 0xff)];
          f ^= a[530 + (Integer.rotateRight(x, 8) & 0xff)];
          f += a[786 + (x & 0xff)];
          a[1080 + k] = a[1078 + k] ^ a[1 + k] ^ f;
          x = a[1080 + k];
          f = a[18 + (x >>> 24)];
          f += a[274 + (Integer.rotateRight(x, 16) & 0xff)];
          f ^= a[530 + (Integer.rotateRight(x, 8) & 0xff)];
          f += a[786 + (x & 0xff)];
          a[1081 + k] = a[1079 + k] ^ a[2 + k] ^ f;
          x = a[1081 + k];
          f = a[18 + (x >>> 24)];
          f += a[274 + (Integer.rotateRight(x, 16) & 0xff)];
          f ^= a[530 + (Integer.rotateRight(x, 8) & 0xff)];
          f += a[786 + (x & 0xff)];
          a[1082 + k] = a[1080 + k] ^ a[3 + k] ^ f;
          x = a[1082 + k];
          f = a[18 + (x >>> 24)];
          f += a[274 + (Integer.rotateRight(x, 16) & 0xff)];
          f ^= a[530 + (Integer.rotateRight(x, 8) & 0xff)];
          f += a[786 + (x & 0xff)];
          a[1083 + k] = a[1081 + k] ^ a[4 + k] ^ f;
        }
        int left = a[1094] ^ a[17];
        int right = a[1095];
        a[0 + i] = left;
        a[1 + i] = right;
        a[1078] = right;
        a[1079] = left ^ a[0];
      }
    }
    System.arraycopy(a, 0, state, lanes[0] * 1098, 1042);
    Arrays.fill(a, 0);
  }

  private static void run2(int[] state, int[] lanes, int iterations) {
    int[] a = new int[2228];
    System.arraycopy(state, lanes[0] * 1098, a, 0, 1098);
    System.arraycopy(state, lanes[1] * 1098, a, 1098, 1098);
    for (int half = 0; half < 2 * iterations; half++) {
      int key = (half & 1) * 18;
      for (int i = 0; i < 18; i++) {
        a[0 + i] ^= a[1042 + key + i];
        a[1098 + i] ^= a[2140 + key + i];
      }
      a[1078] = 0;
      a[1079] = a[0];
      a[2176] = 0;
      a[2177] = a[1098];
      for (int i = 0; i != 1042; i += 2) {
        for (int round = 0; round < 16; round += 4) {
          long k = round & 15;
          int x;
          int f;
          x = a[(int) (k + 1079L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1080L)] = a[(int) (k + 1078L)] ^ a[(int) (k + 1L)] ^ f;
          x = a[(int) (k + 2177L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2178L)] = a[(int) (k + 2176L)] ^ a[(int) (k + 1099L)] ^ f;
          x = a[(int) (k + 1080L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1081L)] = a[(int) (k + 1079L)] ^ a[(int) (k + 2L)] ^ f;
          x = a[(int) (k + 2178L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2179L)] = a[(int) (k + 2177L)] ^ a[(int) (k + 1100L)] ^ f;
          x = a[(int) (k + 1081L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1082L)] = a[(int) (k + 1080L)] ^ a[(int) (k + 3L)] ^ f;
          x = a[(int) (k + 2179L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2180L)] = a[(int) (k + 2178L)] ^ a[(int) (k + 1101L)] ^ f;
          x = a[(int) (k + 1082L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1083L)] = a[(int) (k + 1081L)] ^ a[(int) (k + 4L)] ^ f;
          x = a[(int) (k + 2180L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2181L)] = a[(int) (k + 2179L)] ^ a[(int) (k + 1102L)] ^ f;
        }
        int left = a[1094] ^ a[17];
        int right = a[1095];
        a[0 + i] = left;
        a[1 + i] = right;
        a[1078] = right;
        a[1079] = left ^ a[0];
        left = a[2192] ^ a[1115];
        right = a[2193];
        a[1098 + i] = left;
        a[1099 + i] = right;
        a[2176] = right;
        a[2177] = left ^ a[1098];
      }
    }
    System.arraycopy(a, 0, state, lanes[0] * 1098, 1042);
    System.arraycopy(a, 1098, state, lanes[1] * 1098, 1042);
    Arrays.fill(a, 0);
  }

  private static void run3(int[] state, int[] lanes, int iterations) {
    int[] a = new int[3326];
    System.arraycopy(state, lanes[0] * 1098, a, 0, 1098);
    System.arraycopy(state, lanes[1] * 1098, a, 1098, 1098);
    System.arraycopy(state, lanes[2] * 1098, a, 2196, 1098);
    for (int half = 0; half < 2 * iterations; half++) {
      int key = (half & 1) * 18;
      for (int i = 0; i < 18; i++) {
        a[0 + i] ^= a[1042 + key + i];
        a[1098 + i] ^= a[2140 + key + i];
        a[2196 + i] ^= a[3238 + key + i];
      }
      a[1078] = 0;
      a[1079] = a[0];
      a[2176] = 0;
      a[2177] = a[1098];
      a[3274] = 0;
      a[3275] = a[2196];
      for (int i = 0; i != 1042; i += 2) {
        for (int round = 0; round < 16; round += 4) {
          long k = round & 15;
          int x;
          int f;
          x = a[(int) (k + 1079L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1080L)] = a[(int) (k + 1078L)] ^ a[(int) (k + 1L)] ^ f;
          x = a[(int) (k + 2177L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2178L)] = a[(int) (k + 2176L)] ^ a[(int) (k + 1099L)] ^ f;
          x = a[(int) (k + 3275L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3276L)] = a[(int) (k + 3274L)] ^ a[(int) (k + 2197L)] ^ f;
          x = a[(int) (k + 1080L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1081L)] = a[(int) (k + 1079L)] ^ a[(int) (k + 2L)] ^ f;
          x = a[(int) (k + 2178L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2179L)] = a[(int) (k + 2177L)] ^ a[(int) (k + 1100L)] ^ f;
          x = a[(int) (k + 3276L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3277L)] = a[(int) (k + 3275L)] ^ a[(int) (k + 2198L)] ^ f;
          x = a[(int) (k + 1081L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1082L)] = a[(int) (k + 1080L)] ^ a[(int) (k + 3L)] ^ f;
          x = a[(int) (k + 2179L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2180L)] = a[(int) (k + 2178L)] ^ a[(int) (k + 1101L)] ^ f;
          x = a[(int) (k + 3277L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3278L)] = a[(int) (k + 3276L)] ^ a[(int) (k + 2199L)] ^ f;
          x = a[(int) (k + 1082L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1083L)] = a[(int) (k + 1081L)] ^ a[(int) (k + 4L)] ^ f;
          x = a[(int) (k + 2180L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2181L)] = a[(int) (k + 2179L)] ^ a[(int) (k + 1102L)] ^ f;
          x = a[(int) (k + 3278L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3279L)] = a[(int) (k + 3277L)] ^ a[(int) (k + 2200L)] ^ f;
        }
        int left = a[1094] ^ a[17];
        int right = a[1095];
        a[0 + i] = left;
        a[1 + i] = right;
        a[1078] = right;
        a[1079] = left ^ a[0];
        left = a[2192] ^ a[1115];
        right = a[2193];
        a[1098 + i] = left;
        a[1099 + i] = right;
        a[2176] = right;
        a[2177] = left ^ a[1098];
        left = a[3290] ^ a[2213];
        right = a[3291];
        a[2196 + i] = left;
        a[2197 + i] = right;
        a[3274] = right;
        a[3275] = left ^ a[2196];
      }
    }
    System.arraycopy(a, 0, state, lanes[0] * 1098, 1042);
    System.arraycopy(a, 1098, state, lanes[1] * 1098, 1042);
    System.arraycopy(a, 2196, state, lanes[2] * 1098, 1042);
    Arrays.fill(a, 0);
  }

  private static void run4(int[] state, int[] lanes, int iterations) {
    int[] a = new int[4424];
    System.arraycopy(state, lanes[0] * 1098, a, 0, 1098);
    System.arraycopy(state, lanes[1] * 1098, a, 1098, 1098);
    System.arraycopy(state, lanes[2] * 1098, a, 2196, 1098);
    System.arraycopy(state, lanes[3] * 1098, a, 3294, 1098);
    for (int half = 0; half < 2 * iterations; half++) {
      int key = (half & 1) * 18;
      for (int i = 0; i < 18; i++) {
        a[0 + i] ^= a[1042 + key + i];
        a[1098 + i] ^= a[2140 + key + i];
        a[2196 + i] ^= a[3238 + key + i];
        a[3294 + i] ^= a[4336 + key + i];
      }
      a[1078] = 0;
      a[1079] = a[0];
      a[2176] = 0;
      a[2177] = a[1098];
      a[3274] = 0;
      a[3275] = a[2196];
      a[4372] = 0;
      a[4373] = a[3294];
      for (int i = 0; i != 1042; i += 2) {
        for (int round = 0; round < 16; round += 2) {
          long k = round & 15;
          int x;
          int f;
          x = a[(int) (k + 1079L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1080L)] = a[(int) (k + 1078L)] ^ a[(int) (k + 1L)] ^ f;
          x = a[(int) (k + 2177L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2178L)] = a[(int) (k + 2176L)] ^ a[(int) (k + 1099L)] ^ f;
          x = a[(int) (k + 3275L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3276L)] = a[(int) (k + 3274L)] ^ a[(int) (k + 2197L)] ^ f;
          x = a[(int) (k + 4373L)];
          f = a[(int) ((x >>> 24) + 3312L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 3568L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 3824L)];
          f += a[(int) ((x & 0xff) + 4080L)];
          a[(int) (k + 4374L)] = a[(int) (k + 4372L)] ^ a[(int) (k + 3295L)] ^ f;
          x = a[(int) (k + 1080L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1081L)] = a[(int) (k + 1079L)] ^ a[(int) (k + 2L)] ^ f;
          x = a[(int) (k + 2178L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2179L)] = a[(int) (k + 2177L)] ^ a[(int) (k + 1100L)] ^ f;
          x = a[(int) (k + 3276L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3277L)] = a[(int) (k + 3275L)] ^ a[(int) (k + 2198L)] ^ f;
          x = a[(int) (k + 4374L)];
          f = a[(int) ((x >>> 24) + 3312L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 3568L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 3824L)];
          f += a[(int) ((x & 0xff) + 4080L)];
          a[(int) (k + 4375L)] = a[(int) (k + 4373L)] ^ a[(int) (k + 3296L)] ^ f;
        }
        int left = a[1094] ^ a[17];
        int right = a[1095];
        a[0 + i] = left;
        a[1 + i] = right;
        a[1078] = right;
        a[1079] = left ^ a[0];
        left = a[2192] ^ a[1115];
        right = a[2193];
        a[1098 + i] = left;
        a[1099 + i] = right;
        a[2176] = right;
        a[2177] = left ^ a[1098];
        left = a[3290] ^ a[2213];
        right = a[3291];
        a[2196 + i] = left;
        a[2197 + i] = right;
        a[3274] = right;
        a[3275] = left ^ a[2196];
        left = a[4388] ^ a[3311];
        right = a[4389];
        a[3294 + i] = left;
        a[3295 + i] = right;
        a[4372] = right;
        a[4373] = left ^ a[3294];
      }
    }
    System.arraycopy(a, 0, state, lanes[0] * 1098, 1042);
    System.arraycopy(a, 1098, state, lanes[1] * 1098, 1042);
    System.arraycopy(a, 2196, state, lanes[2] * 1098, 1042);
    System.arraycopy(a, 3294, state, lanes[3] * 1098, 1042);
    Arrays.fill(a, 0);
  }

  private static void run5(int[] state, int[] lanes, int iterations) {
    int[] a = new int[5522];
    System.arraycopy(state, lanes[0] * 1098, a, 0, 1098);
    System.arraycopy(state, lanes[1] * 1098, a, 1098, 1098);
    System.arraycopy(state, lanes[2] * 1098, a, 2196, 1098);
    System.arraycopy(state, lanes[3] * 1098, a, 3294, 1098);
    System.arraycopy(state, lanes[4] * 1098, a, 4392, 1098);
    for (int half = 0; half < 2 * iterations; half++) {
      int key = (half & 1) * 18;
      for (int i = 0; i < 18; i++) {
        a[0 + i] ^= a[1042 + key + i];
        a[1098 + i] ^= a[2140 + key + i];
        a[2196 + i] ^= a[3238 + key + i];
        a[3294 + i] ^= a[4336 + key + i];
        a[4392 + i] ^= a[5434 + key + i];
      }
      a[1078] = 0;
      a[1079] = a[0];
      a[2176] = 0;
      a[2177] = a[1098];
      a[3274] = 0;
      a[3275] = a[2196];
      a[4372] = 0;
      a[4373] = a[3294];
      a[5470] = 0;
      a[5471] = a[4392];
      for (int i = 0; i != 1042; i += 2) {
        for (int round = 0; round < 16; round += 2) {
          long k = round & 15;
          int x;
          int f;
          x = a[(int) (k + 1079L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1080L)] = a[(int) (k + 1078L)] ^ a[(int) (k + 1L)] ^ f;
          x = a[(int) (k + 2177L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2178L)] = a[(int) (k + 2176L)] ^ a[(int) (k + 1099L)] ^ f;
          x = a[(int) (k + 3275L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3276L)] = a[(int) (k + 3274L)] ^ a[(int) (k + 2197L)] ^ f;
          x = a[(int) (k + 4373L)];
          f = a[(int) ((x >>> 24) + 3312L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 3568L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 3824L)];
          f += a[(int) ((x & 0xff) + 4080L)];
          a[(int) (k + 4374L)] = a[(int) (k + 4372L)] ^ a[(int) (k + 3295L)] ^ f;
          x = a[(int) (k + 5471L)];
          f = a[(int) ((x >>> 24) + 4410L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 4666L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 4922L)];
          f += a[(int) ((x & 0xff) + 5178L)];
          a[(int) (k + 5472L)] = a[(int) (k + 5470L)] ^ a[(int) (k + 4393L)] ^ f;
          x = a[(int) (k + 1080L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1081L)] = a[(int) (k + 1079L)] ^ a[(int) (k + 2L)] ^ f;
          x = a[(int) (k + 2178L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2179L)] = a[(int) (k + 2177L)] ^ a[(int) (k + 1100L)] ^ f;
          x = a[(int) (k + 3276L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3277L)] = a[(int) (k + 3275L)] ^ a[(int) (k + 2198L)] ^ f;
          x = a[(int) (k + 4374L)];
          f = a[(int) ((x >>> 24) + 3312L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 3568L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 3824L)];
          f += a[(int) ((x & 0xff) + 4080L)];
          a[(int) (k + 4375L)] = a[(int) (k + 4373L)] ^ a[(int) (k + 3296L)] ^ f;
          x = a[(int) (k + 5472L)];
          f = a[(int) ((x >>> 24) + 4410L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 4666L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 4922L)];
          f += a[(int) ((x & 0xff) + 5178L)];
          a[(int) (k + 5473L)] = a[(int) (k + 5471L)] ^ a[(int) (k + 4394L)] ^ f;
        }
        int left = a[1094] ^ a[17];
        int right = a[1095];
        a[0 + i] = left;
        a[1 + i] = right;
        a[1078] = right;
        a[1079] = left ^ a[0];
        left = a[2192] ^ a[1115];
        right = a[2193];
        a[1098 + i] = left;
        a[1099 + i] = right;
        a[2176] = right;
        a[2177] = left ^ a[1098];
        left = a[3290] ^ a[2213];
        right = a[3291];
        a[2196 + i] = left;
        a[2197 + i] = right;
        a[3274] = right;
        a[3275] = left ^ a[2196];
        left = a[4388] ^ a[3311];
        right = a[4389];
        a[3294 + i] = left;
        a[3295 + i] = right;
        a[4372] = right;
        a[4373] = left ^ a[3294];
        left = a[5486] ^ a[4409];
        right = a[5487];
        a[4392 + i] = left;
        a[4393 + i] = right;
        a[5470] = right;
        a[5471] = left ^ a[4392];
      }
    }
    System.arraycopy(a, 0, state, lanes[0] * 1098, 1042);
    System.arraycopy(a, 1098, state, lanes[1] * 1098, 1042);
    System.arraycopy(a, 2196, state, lanes[2] * 1098, 1042);
    System.arraycopy(a, 3294, state, lanes[3] * 1098, 1042);
    System.arraycopy(a, 4392, state, lanes[4] * 1098, 1042);
    Arrays.fill(a, 0);
  }

  private static void run6(int[] state, int[] lanes, int iterations) {
    int[] a = new int[6620];
    System.arraycopy(state, lanes[0] * 1098, a, 0, 1098);
    System.arraycopy(state, lanes[1] * 1098, a, 1098, 1098);
    System.arraycopy(state, lanes[2] * 1098, a, 2196, 1098);
    System.arraycopy(state, lanes[3] * 1098, a, 3294, 1098);
    System.arraycopy(state, lanes[4] * 1098, a, 4392, 1098);
    System.arraycopy(state, lanes[5] * 1098, a, 5490, 1098);
    for (int half = 0; half < 2 * iterations; half++) {
      int key = (half & 1) * 18;
      for (int i = 0; i < 18; i++) {
        a[0 + i] ^= a[1042 + key + i];
        a[1098 + i] ^= a[2140 + key + i];
        a[2196 + i] ^= a[3238 + key + i];
        a[3294 + i] ^= a[4336 + key + i];
        a[4392 + i] ^= a[5434 + key + i];
        a[5490 + i] ^= a[6532 + key + i];
      }
      a[1078] = 0;
      a[1079] = a[0];
      a[2176] = 0;
      a[2177] = a[1098];
      a[3274] = 0;
      a[3275] = a[2196];
      a[4372] = 0;
      a[4373] = a[3294];
      a[5470] = 0;
      a[5471] = a[4392];
      a[6568] = 0;
      a[6569] = a[5490];
      for (int i = 0; i != 1042; i += 2) {
        for (int round = 0; round < 16; round += 2) {
          long k = round & 15;
          int x;
          int f;
          x = a[(int) (k + 1079L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1080L)] = a[(int) (k + 1078L)] ^ a[(int) (k + 1L)] ^ f;
          x = a[(int) (k + 2177L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2178L)] = a[(int) (k + 2176L)] ^ a[(int) (k + 1099L)] ^ f;
          x = a[(int) (k + 3275L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3276L)] = a[(int) (k + 3274L)] ^ a[(int) (k + 2197L)] ^ f;
          x = a[(int) (k + 4373L)];
          f = a[(int) ((x >>> 24) + 3312L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 3568L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 3824L)];
          f += a[(int) ((x & 0xff) + 4080L)];
          a[(int) (k + 4374L)] = a[(int) (k + 4372L)] ^ a[(int) (k + 3295L)] ^ f;
          x = a[(int) (k + 5471L)];
          f = a[(int) ((x >>> 24) + 4410L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 4666L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 4922L)];
          f += a[(int) ((x & 0xff) + 5178L)];
          a[(int) (k + 5472L)] = a[(int) (k + 5470L)] ^ a[(int) (k + 4393L)] ^ f;
          x = a[(int) (k + 6569L)];
          f = a[(int) ((x >>> 24) + 5508L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 5764L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 6020L)];
          f += a[(int) ((x & 0xff) + 6276L)];
          a[(int) (k + 6570L)] = a[(int) (k + 6568L)] ^ a[(int) (k + 5491L)] ^ f;
          x = a[(int) (k + 1080L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1081L)] = a[(int) (k + 1079L)] ^ a[(int) (k + 2L)] ^ f;
          x = a[(int) (k + 2178L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2179L)] = a[(int) (k + 2177L)] ^ a[(int) (k + 1100L)] ^ f;
          x = a[(int) (k + 3276L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3277L)] = a[(int) (k + 3275L)] ^ a[(int) (k + 2198L)] ^ f;
          x = a[(int) (k + 4374L)];
          f = a[(int) ((x >>> 24) + 3312L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 3568L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 3824L)];
          f += a[(int) ((x & 0xff) + 4080L)];
          a[(int) (k + 4375L)] = a[(int) (k + 4373L)] ^ a[(int) (k + 3296L)] ^ f;
          x = a[(int) (k + 5472L)];
          f = a[(int) ((x >>> 24) + 4410L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 4666L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 4922L)];
          f += a[(int) ((x & 0xff) + 5178L)];
          a[(int) (k + 5473L)] = a[(int) (k + 5471L)] ^ a[(int) (k + 4394L)] ^ f;
          x = a[(int) (k + 6570L)];
          f = a[(int) ((x >>> 24) + 5508L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 5764L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 6020L)];
          f += a[(int) ((x & 0xff) + 6276L)];
          a[(int) (k + 6571L)] = a[(int) (k + 6569L)] ^ a[(int) (k + 5492L)] ^ f;
        }
        int left = a[1094] ^ a[17];
        int right = a[1095];
        a[0 + i] = left;
        a[1 + i] = right;
        a[1078] = right;
        a[1079] = left ^ a[0];
        left = a[2192] ^ a[1115];
        right = a[2193];
        a[1098 + i] = left;
        a[1099 + i] = right;
        a[2176] = right;
        a[2177] = left ^ a[1098];
        left = a[3290] ^ a[2213];
        right = a[3291];
        a[2196 + i] = left;
        a[2197 + i] = right;
        a[3274] = right;
        a[3275] = left ^ a[2196];
        left = a[4388] ^ a[3311];
        right = a[4389];
        a[3294 + i] = left;
        a[3295 + i] = right;
        a[4372] = right;
        a[4373] = left ^ a[3294];
        left = a[5486] ^ a[4409];
        right = a[5487];
        a[4392 + i] = left;
        a[4393 + i] = right;
        a[5470] = right;
        a[5471] = left ^ a[4392];
        left = a[6584] ^ a[5507];
        right = a[6585];
        a[5490 + i] = left;
        a[5491 + i] = right;
        a[6568] = right;
        a[6569] = left ^ a[5490];
      }
    }
    System.arraycopy(a, 0, state, lanes[0] * 1098, 1042);
    System.arraycopy(a, 1098, state, lanes[1] * 1098, 1042);
    System.arraycopy(a, 2196, state, lanes[2] * 1098, 1042);
    System.arraycopy(a, 3294, state, lanes[3] * 1098, 1042);
    System.arraycopy(a, 4392, state, lanes[4] * 1098, 1042);
    System.arraycopy(a, 5490, state, lanes[5] * 1098, 1042);
    Arrays.fill(a, 0);
  }

  private static void run7(int[] state, int[] lanes, int iterations) {
    int[] a = new int[7718];
    System.arraycopy(state, lanes[0] * 1098, a, 0, 1098);
    System.arraycopy(state, lanes[1] * 1098, a, 1098, 1098);
    System.arraycopy(state, lanes[2] * 1098, a, 2196, 1098);
    System.arraycopy(state, lanes[3] * 1098, a, 3294, 1098);
    System.arraycopy(state, lanes[4] * 1098, a, 4392, 1098);
    System.arraycopy(state, lanes[5] * 1098, a, 5490, 1098);
    System.arraycopy(state, lanes[6] * 1098, a, 6588, 1098);
    for (int half = 0; half < 2 * iterations; half++) {
      int key = (half & 1) * 18;
      for (int i = 0; i < 18; i++) {
        a[0 + i] ^= a[1042 + key + i];
        a[1098 + i] ^= a[2140 + key + i];
        a[2196 + i] ^= a[3238 + key + i];
        a[3294 + i] ^= a[4336 + key + i];
        a[4392 + i] ^= a[5434 + key + i];
        a[5490 + i] ^= a[6532 + key + i];
        a[6588 + i] ^= a[7630 + key + i];
      }
      a[1078] = 0;
      a[1079] = a[0];
      a[2176] = 0;
      a[2177] = a[1098];
      a[3274] = 0;
      a[3275] = a[2196];
      a[4372] = 0;
      a[4373] = a[3294];
      a[5470] = 0;
      a[5471] = a[4392];
      a[6568] = 0;
      a[6569] = a[5490];
      a[7666] = 0;
      a[7667] = a[6588];
      for (int i = 0; i != 1042; i += 2) {
        for (int round = 0; round < 16; round += 2) {
          long k = round & 15;
          int x;
          int f;
          x = a[(int) (k + 1079L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1080L)] = a[(int) (k + 1078L)] ^ a[(int) (k + 1L)] ^ f;
          x = a[(int) (k + 2177L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2178L)] = a[(int) (k + 2176L)] ^ a[(int) (k + 1099L)] ^ f;
          x = a[(int) (k + 3275L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3276L)] = a[(int) (k + 3274L)] ^ a[(int) (k + 2197L)] ^ f;
          x = a[(int) (k + 4373L)];
          f = a[(int) ((x >>> 24) + 3312L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 3568L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 3824L)];
          f += a[(int) ((x & 0xff) + 4080L)];
          a[(int) (k + 4374L)] = a[(int) (k + 4372L)] ^ a[(int) (k + 3295L)] ^ f;
          x = a[(int) (k + 5471L)];
          f = a[(int) ((x >>> 24) + 4410L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 4666L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 4922L)];
          f += a[(int) ((x & 0xff) + 5178L)];
          a[(int) (k + 5472L)] = a[(int) (k + 5470L)] ^ a[(int) (k + 4393L)] ^ f;
          x = a[(int) (k + 6569L)];
          f = a[(int) ((x >>> 24) + 5508L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 5764L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 6020L)];
          f += a[(int) ((x & 0xff) + 6276L)];
          a[(int) (k + 6570L)] = a[(int) (k + 6568L)] ^ a[(int) (k + 5491L)] ^ f;
          x = a[(int) (k + 7667L)];
          f = a[(int) ((x >>> 24) + 6606L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 6862L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 7118L)];
          f += a[(int) ((x & 0xff) + 7374L)];
          a[(int) (k + 7668L)] = a[(int) (k + 7666L)] ^ a[(int) (k + 6589L)] ^ f;
          x = a[(int) (k + 1080L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1081L)] = a[(int) (k + 1079L)] ^ a[(int) (k + 2L)] ^ f;
          x = a[(int) (k + 2178L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2179L)] = a[(int) (k + 2177L)] ^ a[(int) (k + 1100L)] ^ f;
          x = a[(int) (k + 3276L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3277L)] = a[(int) (k + 3275L)] ^ a[(int) (k + 2198L)] ^ f;
          x = a[(int) (k + 4374L)];
          f = a[(int) ((x >>> 24) + 3312L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 3568L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 3824L)];
          f += a[(int) ((x & 0xff) + 4080L)];
          a[(int) (k + 4375L)] = a[(int) (k + 4373L)] ^ a[(int) (k + 3296L)] ^ f;
          x = a[(int) (k + 5472L)];
          f = a[(int) ((x >>> 24) + 4410L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 4666L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 4922L)];
          f += a[(int) ((x & 0xff) + 5178L)];
          a[(int) (k + 5473L)] = a[(int) (k + 5471L)] ^ a[(int) (k + 4394L)] ^ f;
          x = a[(int) (k + 6570L)];
          f = a[(int) ((x >>> 24) + 5508L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 5764L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 6020L)];
          f += a[(int) ((x & 0xff) + 6276L)];
          a[(int) (k + 6571L)] = a[(int) (k + 6569L)] ^ a[(int) (k + 5492L)] ^ f;
          x = a[(int) (k + 7668L)];
          f = a[(int) ((x >>> 24) + 6606L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 6862L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 7118L)];
          f += a[(int) ((x & 0xff) + 7374L)];
          a[(int) (k + 7669L)] = a[(int) (k + 7667L)] ^ a[(int) (k + 6590L)] ^ f;
        }
        int left = a[1094] ^ a[17];
        int right = a[1095];
        a[0 + i] = left;
        a[1 + i] = right;
        a[1078] = right;
        a[1079] = left ^ a[0];
        left = a[2192] ^ a[1115];
        right = a[2193];
        a[1098 + i] = left;
        a[1099 + i] = right;
        a[2176] = right;
        a[2177] = left ^ a[1098];
        left = a[3290] ^ a[2213];
        right = a[3291];
        a[2196 + i] = left;
        a[2197 + i] = right;
        a[3274] = right;
        a[3275] = left ^ a[2196];
        left = a[4388] ^ a[3311];
        right = a[4389];
        a[3294 + i] = left;
        a[3295 + i] = right;
        a[4372] = right;
        a[4373] = left ^ a[3294];
        left = a[5486] ^ a[4409];
        right = a[5487];
        a[4392 + i] = left;
        a[4393 + i] = right;
        a[5470] = right;
        a[5471] = left ^ a[4392];
        left = a[6584] ^ a[5507];
        right = a[6585];
        a[5490 + i] = left;
        a[5491 + i] = right;
        a[6568] = right;
        a[6569] = left ^ a[5490];
        left = a[7682] ^ a[6605];
        right = a[7683];
        a[6588 + i] = left;
        a[6589 + i] = right;
        a[7666] = right;
        a[7667] = left ^ a[6588];
      }
    }
    System.arraycopy(a, 0, state, lanes[0] * 1098, 1042);
    System.arraycopy(a, 1098, state, lanes[1] * 1098, 1042);
    System.arraycopy(a, 2196, state, lanes[2] * 1098, 1042);
    System.arraycopy(a, 3294, state, lanes[3] * 1098, 1042);
    System.arraycopy(a, 4392, state, lanes[4] * 1098, 1042);
    System.arraycopy(a, 5490, state, lanes[5] * 1098, 1042);
    System.arraycopy(a, 6588, state, lanes[6] * 1098, 1042);
    Arrays.fill(a, 0);
  }

  private static void run8(int[] state, int[] lanes, int iterations) {
    int[] a = new int[8816];
    System.arraycopy(state, lanes[0] * 1098, a, 0, 1098);
    System.arraycopy(state, lanes[1] * 1098, a, 1098, 1098);
    System.arraycopy(state, lanes[2] * 1098, a, 2196, 1098);
    System.arraycopy(state, lanes[3] * 1098, a, 3294, 1098);
    System.arraycopy(state, lanes[4] * 1098, a, 4392, 1098);
    System.arraycopy(state, lanes[5] * 1098, a, 5490, 1098);
    System.arraycopy(state, lanes[6] * 1098, a, 6588, 1098);
    System.arraycopy(state, lanes[7] * 1098, a, 7686, 1098);
    for (int half = 0; half < 2 * iterations; half++) {
      int key = (half & 1) * 18;
      for (int i = 0; i < 18; i++) {
        a[0 + i] ^= a[1042 + key + i];
        a[1098 + i] ^= a[2140 + key + i];
        a[2196 + i] ^= a[3238 + key + i];
        a[3294 + i] ^= a[4336 + key + i];
        a[4392 + i] ^= a[5434 + key + i];
        a[5490 + i] ^= a[6532 + key + i];
        a[6588 + i] ^= a[7630 + key + i];
        a[7686 + i] ^= a[8728 + key + i];
      }
      a[1078] = 0;
      a[1079] = a[0];
      a[2176] = 0;
      a[2177] = a[1098];
      a[3274] = 0;
      a[3275] = a[2196];
      a[4372] = 0;
      a[4373] = a[3294];
      a[5470] = 0;
      a[5471] = a[4392];
      a[6568] = 0;
      a[6569] = a[5490];
      a[7666] = 0;
      a[7667] = a[6588];
      a[8764] = 0;
      a[8765] = a[7686];
      for (int i = 0; i != 1042; i += 2) {
        for (int round = 0; round < 16; round += 2) {
          long k = round & 15;
          int x;
          int f;
          x = a[(int) (k + 1079L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1080L)] = a[(int) (k + 1078L)] ^ a[(int) (k + 1L)] ^ f;
          x = a[(int) (k + 2177L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2178L)] = a[(int) (k + 2176L)] ^ a[(int) (k + 1099L)] ^ f;
          x = a[(int) (k + 3275L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3276L)] = a[(int) (k + 3274L)] ^ a[(int) (k + 2197L)] ^ f;
          x = a[(int) (k + 4373L)];
          f = a[(int) ((x >>> 24) + 3312L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 3568L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 3824L)];
          f += a[(int) ((x & 0xff) + 4080L)];
          a[(int) (k + 4374L)] = a[(int) (k + 4372L)] ^ a[(int) (k + 3295L)] ^ f;
          x = a[(int) (k + 5471L)];
          f = a[(int) ((x >>> 24) + 4410L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 4666L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 4922L)];
          f += a[(int) ((x & 0xff) + 5178L)];
          a[(int) (k + 5472L)] = a[(int) (k + 5470L)] ^ a[(int) (k + 4393L)] ^ f;
          x = a[(int) (k + 6569L)];
          f = a[(int) ((x >>> 24) + 5508L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 5764L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 6020L)];
          f += a[(int) ((x & 0xff) + 6276L)];
          a[(int) (k + 6570L)] = a[(int) (k + 6568L)] ^ a[(int) (k + 5491L)] ^ f;
          x = a[(int) (k + 7667L)];
          f = a[(int) ((x >>> 24) + 6606L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 6862L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 7118L)];
          f += a[(int) ((x & 0xff) + 7374L)];
          a[(int) (k + 7668L)] = a[(int) (k + 7666L)] ^ a[(int) (k + 6589L)] ^ f;
          x = a[(int) (k + 8765L)];
          f = a[(int) ((x >>> 24) + 7704L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 7960L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 8216L)];
          f += a[(int) ((x & 0xff) + 8472L)];
          a[(int) (k + 8766L)] = a[(int) (k + 8764L)] ^ a[(int) (k + 7687L)] ^ f;
          x = a[(int) (k + 1080L)];
          f = a[(int) ((x >>> 24) + 18L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 274L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 530L)];
          f += a[(int) ((x & 0xff) + 786L)];
          a[(int) (k + 1081L)] = a[(int) (k + 1079L)] ^ a[(int) (k + 2L)] ^ f;
          x = a[(int) (k + 2178L)];
          f = a[(int) ((x >>> 24) + 1116L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 1372L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 1628L)];
          f += a[(int) ((x & 0xff) + 1884L)];
          a[(int) (k + 2179L)] = a[(int) (k + 2177L)] ^ a[(int) (k + 1100L)] ^ f;
          x = a[(int) (k + 3276L)];
          f = a[(int) ((x >>> 24) + 2214L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 2470L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 2726L)];
          f += a[(int) ((x & 0xff) + 2982L)];
          a[(int) (k + 3277L)] = a[(int) (k + 3275L)] ^ a[(int) (k + 2198L)] ^ f;
          x = a[(int) (k + 4374L)];
          f = a[(int) ((x >>> 24) + 3312L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 3568L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 3824L)];
          f += a[(int) ((x & 0xff) + 4080L)];
          a[(int) (k + 4375L)] = a[(int) (k + 4373L)] ^ a[(int) (k + 3296L)] ^ f;
          x = a[(int) (k + 5472L)];
          f = a[(int) ((x >>> 24) + 4410L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 4666L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 4922L)];
          f += a[(int) ((x & 0xff) + 5178L)];
          a[(int) (k + 5473L)] = a[(int) (k + 5471L)] ^ a[(int) (k + 4394L)] ^ f;
          x = a[(int) (k + 6570L)];
          f = a[(int) ((x >>> 24) + 5508L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 5764L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 6020L)];
          f += a[(int) ((x & 0xff) + 6276L)];
          a[(int) (k + 6571L)] = a[(int) (k + 6569L)] ^ a[(int) (k + 5492L)] ^ f;
          x = a[(int) (k + 7668L)];
          f = a[(int) ((x >>> 24) + 6606L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 6862L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 7118L)];
          f += a[(int) ((x & 0xff) + 7374L)];
          a[(int) (k + 7669L)] = a[(int) (k + 7667L)] ^ a[(int) (k + 6590L)] ^ f;
          x = a[(int) (k + 8766L)];
          f = a[(int) ((x >>> 24) + 7704L)];
          f += a[(int) ((Integer.rotateRight(x, 16) & 0xff) + 7960L)];
          f ^= a[(int) ((Integer.rotateRight(x, 8) & 0xff) + 8216L)];
          f += a[(int) ((x & 0xff) + 8472L)];
          a[(int) (k + 8767L)] = a[(int) (k + 8765L)] ^ a[(int) (k + 7688L)] ^ f;
        }
        int left = a[1094] ^ a[17];
        int right = a[1095];
        a[0 + i] = left;
        a[1 + i] = right;
        a[1078] = right;
        a[1079] = left ^ a[0];
        left = a[2192] ^ a[1115];
        right = a[2193];
        a[1098 + i] = left;
        a[1099 + i] = right;
        a[2176] = right;
        a[2177] = left ^ a[1098];
        left = a[3290] ^ a[2213];
        right = a[3291];
        a[2196 + i] = left;
        a[2197 + i] = right;
        a[3274] = right;
        a[3275] = left ^ a[2196];
        left = a[4388] ^ a[3311];
        right = a[4389];
        a[3294 + i] = left;
        a[3295 + i] = right;
        a[4372] = right;
        a[4373] = left ^ a[3294];
        left = a[5486] ^ a[4409];
        right = a[5487];
        a[4392 + i] = left;
        a[4393 + i] = right;
        a[5470] = right;
        a[5471] = left ^ a[4392];
        left = a[6584] ^ a[5507];
        right = a[6585];
        a[5490 + i] = left;
        a[5491 + i] = right;
        a[6568] = right;
        a[6569] = left ^ a[5490];
        left = a[7682] ^ a[6605];
        right = a[7683];
        a[6588 + i] = left;
        a[6589 + i] = right;
        a[7666] = right;
        a[7667] = left ^ a[6588];
        left = a[8780] ^ a[7703];
        right = a[8781];
        a[7686 + i] = left;
        a[7687 + i] = right;
        a[8764] = right;
        a[8765] = left ^ a[7686];
      }
    }
    System.arraycopy(a, 0, state, lanes[0] * 1098, 1042);
    System.arraycopy(a, 1098, state, lanes[1] * 1098, 1042);
    System.arraycopy(a, 2196, state, lanes[2] * 1098, 1042);
    System.arraycopy(a, 3294, state, lanes[3] * 1098, 1042);
    System.arraycopy(a, 4392, state, lanes[4] * 1098, 1042);
    System.arraycopy(a, 5490, state, lanes[5] * 1098, 1042);
    System.arraycopy(a, 6588, state, lanes[6] * 1098, 1042);
    System.arraycopy(a, 7686, state, lanes[7] * 1098, 1042);
    Arrays.fill(a, 0);
  }
}
