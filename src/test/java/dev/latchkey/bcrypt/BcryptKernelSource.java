package dev.latchkey.bcrypt;

import static dev.latchkey.bcrypt.Blowfish.KEY;
import static dev.latchkey.bcrypt.Blowfish.P;
import static dev.latchkey.bcrypt.Blowfish.ROUNDS;
import static dev.latchkey.bcrypt.Blowfish.S;
import static dev.latchkey.bcrypt.Blowfish.SIZE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code BcryptKernels.java}: one method per number of lanes, all by the same few lines
 * below. After a change here, make the file again; a test compares the two.
 *
 * <pre>./mvnw test-compile exec:java@kernels</pre>
 */
public final class BcryptKernelSource {

  static final Path FILE = Path.of("src/main/java/dev/latchkey/bcrypt/BcryptKernels.java");
  private static final int MAX_WIDTH = 8;

  /** Two cache lines, which some processors fetch in pairs. */
  private static final int UNUSED = 32;

  private final StringBuilder out = new StringBuilder();
  private boolean longIndices;

  private BcryptKernelSource() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(FILE, text());
  }

  static String text() {
    BcryptKernelSource source = new BcryptKernelSource();
    source.file();
    return source.out.toString();
  }

  private void file() {
    line(0, HEAD);
    line(1, "static final int MAX_WIDTH = " + MAX_WIDTH + ";");
    line(0, "");
    line(1, "private BcryptKernels() {}");
    line(0, "");
    dispatch();
    for (int width = 1; width <= MAX_WIDTH; width++) {
      line(0, "");
      kernel(width);
    }
    line(0, "}");
  }

  private void dispatch() {
    line(1, "/**");
    line(1, " * Advances some lanes of a state by the same number of iterations.");
    line(1, " *");
    line(1, " * @param lanes the numbers of the lanes, in its first {@code width} elements");
    line(1, " * @param width how many, 1 to {@link #MAX_WIDTH}");
    line(1, " */");
    line(1, "static void run(int[] state, int[] lanes, int width, int iterations) {");
    line(2, "switch (width) {");
    for (int width = 1; width <= MAX_WIDTH; width++) {
      line(3, "case " + width + " -> run" + width + "(state, lanes, iterations);");
    }
    line(3, "default -> throw new IllegalArgumentException(\"width \" + width);");
    line(2, "}");
    line(1, "}");
  }

  private void kernel(int width) {
    longIndices = width > 1;
    line(1, "private static void run" + width + "(int[] state, int[] lanes, int iterations) {");
    line(2, "int[] a = new int[" + (width * SIZE + UNUSED) + "];");
    for (int lane = 0; lane < width; lane++) {
      line(2, copy("state", "lanes[" + lane + "] * " + SIZE, "a", at(lane, 0), SIZE));
    }
    line(2, "for (int half = 0; half < 2 * iterations; half++) {");
    line(3, "int key = (half & 1) * 18;");
    line(3, "for (int i = 0; i < 18; i++) {");
    for (int lane = 0; lane < width; lane++) {
      line(4, "a[" + at(lane, P) + " + i] ^= a[" + at(lane, KEY) + " + key + i];");
    }
    line(3, "}");
    for (int lane = 0; lane < width; lane++) {
      line(3, "a[" + at(lane, ROUNDS) + "] = 0;");
      line(3, "a[" + at(lane, ROUNDS + 1) + "] = a[" + at(lane, P) + "];");
    }
    // With 7 lanes and 8 rounds HotSpot takes three times as long; one lane is slower on JDK 17.
    int unrolled = width > 1 && width < 7 ? 8 : 4;
    line(3, "for (int i = 0; i != 1042; i += 2) {");
    for (int lane = 0; lane < width; lane++) {
      line(4, "int p" + lane + " = a[" + at(lane, ROUNDS) + "];");
    }
    line(4, "for (int round = 0; round < 16; round += " + unrolled + ") {");
    line(5, longIndices ? "long k = round & 15;" : "int k = round;");
    line(5, "int f;");
    for (int round = 0; round < unrolled; round++) {
      for (int lane = 0; lane < width; lane++) {
        round(lane, round);
      }
    }
    line(4, "}");
    for (int lane = 0; lane < width; lane++) {
      block(lane);
    }
    line(3, "}");
    line(2, "}");
    for (int lane = 0; lane < width; lane++) {
      line(2, copy("a", at(lane, 0), "state", "lanes[" + lane + "] * " + SIZE, KEY));
    }
    line(2, "Arrays.fill(a, 0);");
    line(1, "}");
  }

  private void round(int lane, int round) {
    String x = "x" + lane;
    String before = "p" + lane;
    String here = moving(lane, ROUNDS + 1 + round);
    String after = moving(lane, ROUNDS + 2 + round);
    String subkey = moving(lane, P + 1 + round);
    line(5, (round == 0 ? "int " : "") + x + " = " + here + ";");
    line(5, "f = " + box(lane, 0, x + " >>> 24") + ";");
    line(5, "f += " + box(lane, 1, "Integer.rotateRight(" + x + ", 16) & 0xff") + ";");
    line(5, "f ^= " + box(lane, 2, "Integer.rotateRight(" + x + ", 8) & 0xff") + ";");
    line(5, "f += " + box(lane, 3, x + " & 0xff") + ";");
    line(5, after + " = " + before + " ^ " + subkey + " ^ f;");
    line(5, before + " = " + x + ";");
  }

  private void block(int lane) {
    String left = (lane == 0 ? "int " : "") + "left";
    String right = (lane == 0 ? "int " : "") + "right";
    line(4, left + " = a[" + at(lane, ROUNDS + 16) + "] ^ a[" + at(lane, P + 17) + "];");
    line(4, right + " = a[" + at(lane, ROUNDS + 17) + "];");
    line(4, "a[" + at(lane, P) + " + i] = left;");
    line(4, "a[" + at(lane, P + 1) + " + i] = right;");
    line(4, "a[" + at(lane, ROUNDS) + "] = right;");
    line(4, "a[" + at(lane, ROUNDS + 1) + "] = left ^ a[" + at(lane, P) + "];");
  }

  private String box(int lane, int box, String index) {
    return element("(" + index + ")", at(lane, S + 256 * box));
  }

  private String moving(int lane, int offset) {
    return element("k", at(lane, offset));
  }

  private String element(String index, String offset) {
    return longIndices
        ? "a[(int) (" + index + " + " + offset + "L)]"
        : "a[" + offset + " + " + index + "]";
  }

  private static String at(int lane, int offset) {
    return Integer.toString(lane * SIZE + offset);
  }

  private static String copy(String from, String start, String to, String begin, int length) {
    return "System.arraycopy(" + String.join(", ", from, start, to, begin) + ", " + length + ");";
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(text.isEmpty() ? 0 : depth)).append(text).append('\n');
  }

  private static final String HEAD =
      """
      // Generated, do not edit: BcryptKernelSource in the tests writes this file.

      package dev.latchkey.bcrypt;

      import java.util.Arrays;

      /**
       * bcrypt's cost loop for one to eight lanes in lock-step. Read one width; the others differ in
       * nothing but the number of lanes. {@link Blowfish} has the layout of a lane and the plain form of
       * the same arithmetic.
       *
       * <p>Every choice here serves the compiler. The lanes are copied into an array allocated in the
       * method: as its length is known, no index needs a check. The half of a block that a round has made
       * is written to a row that moves with k, and read again for the next: as the compiler cannot tell
       * such elements apart, it must keep the lanes' loads in the order written, and holds of a lane that
       * is not its turn nothing but the half before, p; left to itself it moves loads of all lanes
       * forward and then spills the array's own address. The loop over blocks ends on "not equal", so
       * that HotSpot does not split it, after which it would spill that address again. Copying and wiping
       * cost under one per cent of 16 iterations.
       *
       * <p>The end of the array is not used: its neighbour on the heap may be another thread's. Were it
       * in the same cache line as the last lane's halves, both threads would take half as long again.
       *
       * <p>Indices are sums of longs, and k is masked, for the compiler of native executables, which
       * otherwise cannot tell that a sum neither overflows nor leaves the array, and would check each
       * index. A lane alone waits for each of its steps, so there the longer way shows: it has ints.
       */
      final class BcryptKernels {
      """;
}
