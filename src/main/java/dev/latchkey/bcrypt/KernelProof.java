package dev.latchkey.bcrypt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Checks the kernels against published hashes before the service serves: on a JVM or processor that
 * computes wrong it must not tell right passwords from wrong ones. It also has the kernels compiled
 * before the first caller comes.
 */
public final class KernelProof {

  /** crypt_blowfish's: short, empty, 8-bit, and 72 bytes. */
  private static final List<Answer> ANSWERS =
      List.of(
          new Answer("U*U", 1, "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
          new Answer("", 0, "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy"),
          new Answer("\u00a3", 1, "$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq"),
          new Answer("\u00aa", 72, "$2a$05$/OK.fbVrR/bpIqNJ5ianF.swQOIzjOiJ9GHEPuhEkvqrUyvWhEMx6"));

  private KernelProof() {}

  /**
   * @param width every kernel up to this one is tested
   * @throws KernelProofException when one of them computes wrong
   */
  public static void run(int width) {
    run(width, ANSWERS);
  }

  static void run(int width, List<Answer> answers) {
    for (int lanes = 1; lanes <= width; lanes++) {
      if (!passes(new BcryptLanes(lanes), answers)) {
        throw new KernelProofException(lanes);
      }
    }
  }

  private static boolean passes(BcryptLanes lanes, List<Answer> answers) {
    for (int lane = 0; lane < lanes.width(); lane++) {
      answers.get(lane % answers.size()).load(lanes, lane);
    }
    while (lanes.run(Integer.MAX_VALUE) > 0) {
      // lanes of one cost end together
    }
    boolean right = true;
    for (int lane = 0; lane < lanes.width(); lane++) {
      right &= answers.get(lane % answers.size()).equalsDigest(lanes.digest(lane));
    }
    return right;
  }

  /** A password, of one Latin-1 text repeated, and its hash. */
  record Answer(byte[] password, BcryptHash hash) {

    Answer(String text, int times, String modularCrypt) {
      this(
          text.repeat(times).getBytes(StandardCharsets.ISO_8859_1),
          BcryptHash.parse(modularCrypt).orElseThrow());
    }

    void load(BcryptLanes lanes, int lane) {
      lanes.load(lane, password, hash.salt(), 1L << hash.cost());
    }

    boolean equalsDigest(byte[] digest) {
      return MessageDigest.isEqual(digest, hash.digest());
    }
  }
}
