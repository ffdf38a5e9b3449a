package dev.latchkey.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;

/** bcrypt hashes for tests, made by code that is not under test. */
final class Hashes {

  private Hashes() {}

  static String of(String password, int cost) {
    byte[] hash = BCrypt.withDefaults().hash(cost, password.getBytes(StandardCharsets.UTF_8));
    return new String(hash, StandardCharsets.US_ASCII);
  }
}
