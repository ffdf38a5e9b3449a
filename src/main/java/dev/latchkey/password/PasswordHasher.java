package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import dev.latchkey.bcrypt.BcryptLanes;
import dev.latchkey.bcrypt.ElytronBcrypt;
import dev.latchkey.bcrypt.KernelProof;
import dev.latchkey.settings.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Hashes new passwords with bcrypt ({@code $2a$}), each with its own random salt. */
@ApplicationScoped
public class PasswordHasher {

  private final PasswordConfig config;
  private final Runnable proof;
  private final Salts salts = new Salts();
  private volatile boolean tested;

  @Inject
  public PasswordHasher(PasswordConfig config) {
    this(config, () -> KernelProof.run(1));
  }

  PasswordHasher(PasswordConfig config, Runnable proof) {
    this.config = config;
    this.proof = proof;
  }

  /**
   * Checks the settings and the arithmetic now instead of at the first hash.
   *
   * @throws ConfigurationException when the cost is out of range; the message is one line
   * @throws dev.latchkey.bcrypt.KernelProofException when hashes come out wrong
   */
  public void selfTest() {
    Settings.requireWithin(
        BcryptHash.MIN_COST, BcryptHash.MAX_COST, config.cost(), "latchkey.password.cost");
    if (config.engine() == PasswordConfig.Engine.LANES) {
      proof.run();
    }
    tested = true;
  }

  /**
   * The password's hash in modular crypt form. It keeps the caller's core busy, 50 to 90 ms at cost
   * 10: never call it on an event loop. It does not queue, because a command has no other hashes to
   * wait for. A call over HTTP has: it takes {@link PasswordVerifier#hash}.
   */
  public String hash(NewPassword password) {
    if (!tested) {
      selfTest();
    }
    byte[] salt = salts.next();
    byte[] digest =
        switch (config.engine()) {
          case LANES -> BcryptLanes.digest(password.bytes(), salt, config.cost());
          case ELYTRON -> ElytronBcrypt.digest(password.bytes(), salt, config.cost());
        };
    return new BcryptHash(config.cost(), salt, digest).format();
  }
}
