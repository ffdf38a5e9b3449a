package dev.latchkey.bench.kernels;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.latchkey.bcrypt.BcryptHash;
import dev.latchkey.bcrypt.BcryptLanes;
import dev.latchkey.bcrypt.ElytronBcrypt;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.util.ModularCrypt;

/**
 * Fills, advances, cancels and refills lanes at random and compares every digest with Elytron's and
 * with that of one more implementation, which takes turns. Ends with 1 at the first difference,
 * after printing what reproduces it.
 */
final class KernelFuzz {

  private static final int COSTS = 4;

  private record Work(byte[] password, byte[] salt, int cost) {}

  private final Random random;
  private final Process libxcrypt;
  private final long[] compared = new long[3];

  private KernelFuzz(long seed) throws IOException {
    random = new Random(seed);
    Path program = Path.of(System.getProperty("libxcrypt", ""));
    libxcrypt =
        Files.isExecutable(program)
            ? new ProcessBuilder(program.toString(), "answer").start()
            : null;
  }

  public static void main(String[] args) throws Exception {
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    long end = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000_000L;
    System.out.println("seed " + seed);
    KernelFuzz fuzz = new KernelFuzz(seed);
    long hashes = 0;
    while (System.nanoTime() < end) {
      hashes += fuzz.episode(1 + fuzz.random.nextInt(BcryptLanes.MAX_WIDTH));
    }
    System.out.printf(
        "%d hashes, all equal: Elytron %d, Bouncy Castle %d, favre %d, libxcrypt %d%n",
        hashes, hashes, fuzz.compared[0], fuzz.compared[1], fuzz.compared[2]);
    if (fuzz.libxcrypt != null) {
      fuzz.libxcrypt.destroy();
    }
  }

  /** Keeps one set of lanes busy for a while; returns the hashes compared. */
  private int episode(int width) throws Exception {
    BcryptLanes lanes = new BcryptLanes(width);
    Work[] work = new Work[width];
    int hashes = 0;
    for (int step = 0; step < 500; step++) {
      int lane = random.nextInt(width);
      if (lanes.free(lane)) {
        work[lane] = work();
        lanes.load(lane, work[lane].password(), work[lane].salt(), 1L << work[lane].cost());
      } else if (random.nextInt(20) == 0) {
        lanes.clear(lane);
      }
      lanes.run(1 + random.nextInt(40));
      for (int i = 0; i < width; i++) {
        if (lanes.done(i)) {
          compare(work[i], lanes.digest(i));
          lanes.clear(i);
          hashes++;
        }
      }
    }
    return hashes;
  }

  private Work work() {
    byte[] password = new byte[random.nextInt(BcryptHash.MAX_KEY_BYTES + 1)];
    for (int i = 0; i < password.length; i++) {
      password[i] = (byte) (1 + random.nextInt(255));
    }
    byte[] salt = new byte[BcryptHash.SALT_BYTES];
    random.nextBytes(salt);
    return new Work(password, salt, BcryptHash.MIN_COST + random.nextInt(COSTS));
  }

  private void compare(Work work, byte[] digest) throws Exception {
    expect(
        work, "Elytron", digest, ElytronBcrypt.digest(work.password(), work.salt(), work.cost()));
    int other = random.nextInt(libxcrypt == null ? 2 : 3);
    compared[other]++;
    switch (other) {
      case 0 ->
          expect(
              work,
              "Bouncy Castle",
              digest,
              BouncyCastle.digest(work.password(), work.salt(), work.cost()));
      case 1 -> expect(work, "favre", digest, favre(work));
      default ->
          expect(work, "libxcrypt", encode(work, digest), libxcrypt(work, encode(work, digest)));
    }
  }

  private static byte[] favre(Work work) {
    byte[] terminated =
        Arrays.copyOf(
            work.password(), Math.min(work.password().length + 1, BcryptHash.MAX_KEY_BYTES));
    return BCrypt.with(BCrypt.Version.VERSION_2Y_NO_NULL_TERMINATOR)
        .hashRaw(work.cost(), work.salt(), terminated)
        .rawHash;
  }

  private static byte[] encode(Work work, byte[] digest) throws Exception {
    String hash =
        ModularCrypt.encodeAsString(
            BCryptPassword.createRaw(
                BCryptPassword.ALGORITHM_BCRYPT, digest, work.salt(), work.cost()));
    return ("$2b$" + hash.substring(4)).getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] libxcrypt(Work work, byte[] setting) throws IOException {
    OutputStream in = libxcrypt.getOutputStream();
    in.write(setting);
    in.write(
        (" " + HexFormat.of().formatHex(work.password()) + "\n")
            .getBytes(StandardCharsets.US_ASCII));
    in.flush();
    return libxcrypt
        .inputReader(StandardCharsets.US_ASCII)
        .readLine()
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void expect(Work work, String reference, byte[] actual, byte[] expected) {
    if (!Arrays.equals(actual, expected)) {
      HexFormat hex = HexFormat.of();
      System.err.printf(
          "differs from %s: password %s, salt %s, cost %d%n",
          reference, hex.formatHex(work.password()), hex.formatHex(work.salt()), work.cost());
      System.exit(1);
    }
  }
}
