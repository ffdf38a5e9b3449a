package dev.latchkey.bench.kernels;

import dev.latchkey.bcrypt.BcryptHash;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.BCrypt;

/** bcrypt as Bouncy Castle has it, with the terminator that it leaves to its caller. */
final class BouncyCastle {

  private BouncyCastle() {}

  /**
   * @return 23 bytes
   */
  static byte[] digest(byte[] password, byte[] salt, int cost) {
    byte[] terminated =
        Arrays.copyOf(password, Math.min(password.length + 1, BcryptHash.MAX_KEY_BYTES));
    return Arrays.copyOf(BCrypt.generate(terminated, salt, cost), 23);
  }
}
