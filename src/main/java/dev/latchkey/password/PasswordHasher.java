package dev.latchkey.password;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/** Hashes new passwords with bcrypt ({@code $2a$}), each with a random salt of its own. */
@ApplicationScoped
public class PasswordHasher {

  private static final int SALT_BYTES = 16;

  private final PasswordConfig config;
  private final SecureRandom random = new SecureRandom();

  PasswordHasher(PasswordConfig config) {
    this.config = config;
  }

  /**
   * The password's hash in modular crypt form. It keeps a core busy, about 85 ms at cost 10: never
   * call it on an event loop.
   */
  public String hash(NewPassword password) {
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] digest = ElytronBcrypt.digest(password.bytes(), salt, config.cost());
    return ElytronBcrypt.format(new StoredHash(config.cost(), salt, digest));
  }
}
