package dev.latchkey.password;

import static org.wildfly.security.password.interfaces.BCryptPassword.ALGORITHM_BCRYPT;
import static org.wildfly.security.password.interfaces.BCryptPassword.BCRYPT_SALT_SIZE;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;
import org.wildfly.security.password.spec.IteratedSaltedPasswordAlgorithmSpec;
import org.wildfly.security.password.util.ModularCrypt;

/** Hashes new passwords with bcrypt ({@code $2a$}), each with a random salt of its own. */
@ApplicationScoped
public class PasswordHasher {

  private static final int MIN_COST = 4;
  private static final int MAX_COST = 15;

  private final PasswordConfig config;
  private final SecureRandom random = new SecureRandom();

  PasswordHasher(PasswordConfig config) {
    this.config = config;
  }

  /**
   * Checks the settings now instead of at the first hash.
   *
   * @throws ConfigurationException when the cost is out of range; the message is one line
   */
  public void prepare() {
    if (config.cost() < MIN_COST || config.cost() > MAX_COST) {
      throw new ConfigurationException(
          "LATCHKEY_PASSWORD_COST (latchkey.password.cost) must be from 4 to 15");
    }
  }

  /**
   * The password's hash in modular crypt form. It keeps a core busy, about 85 ms at cost 10: never
   * call it on an event loop.
   */
  public String hash(NewPassword password) {
    prepare();
    var salt = new byte[BCRYPT_SALT_SIZE];
    random.nextBytes(salt);
    return hash(password.bytes(), config.cost(), salt);
  }

  // Not BcryptUtil: it hashes a normalised form of the password, see ExactBytes.
  private static String hash(byte[] password, int cost, byte[] salt) {
    var spec =
        new EncryptablePasswordSpec(
            ExactBytes.chars(password),
            new IteratedSaltedPasswordAlgorithmSpec(cost, salt),
            ExactBytes.charset());
    try {
      var factory =
          PasswordFactory.getInstance(ALGORITHM_BCRYPT, new WildFlyElytronPasswordProvider());
      return ModularCrypt.encodeAsString(factory.generatePassword(spec));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Elytron has no bcrypt", e);
    }
  }
}
