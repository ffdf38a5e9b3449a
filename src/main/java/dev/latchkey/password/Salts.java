package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import java.security.SecureRandom;

/** Random salts for new hashes. Thread-safe. */
final class Salts {

  private final SecureRandom random = new SecureRandom();

  byte[] next() {
    var salt = new byte[BcryptHash.SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }
}
