package dev.latchkey.bcrypt;

import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;
import org.wildfly.security.password.spec.IteratedSaltedPasswordAlgorithmSpec;
import org.wildfly.security.password.util.ModularCrypt;

/**
 * bcrypt as Elytron has it: the modular crypt format, and the reference for our own arithmetic. The
 * only class that knows Elytron's types.
 */
public final class ElytronBcrypt {

  // $2x$ is left out: it marks hashes of crypt_blowfish's sign-extension bug, which are weaker.
  private static final Pattern FORM =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-5])\\$[./A-Za-z0-9]{53}");

  private static final PasswordFactory FACTORY = factory();

  private ElytronBcrypt() {}

  /** Empty where the text is no bcrypt hash of a cost from 4 to 15: foreign or damaged. */
  static Optional<BcryptHash> parse(String modularCrypt) {
    if (!FORM.matcher(modularCrypt).matches()) {
      return Optional.empty();
    }
    try {
      // Elytron knows no $2b$. With the terminator's and the sign's bugs long gone, the three are
      // one.
      var hash = (BCryptPassword) ModularCrypt.decode("$2y$" + modularCrypt.substring(4));
      return Optional.of(new BcryptHash(hash.getIterationCount(), hash.getSalt(), hash.getHash()));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    }
  }

  static String format(BcryptHash hash) {
    try {
      return ModularCrypt.encodeAsString(
          BCryptPassword.createRaw(
              BCryptPassword.ALGORITHM_BCRYPT, hash.digest(), hash.salt(), hash.cost()));
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("not a bcrypt hash", e);
    }
  }

  /**
   * @param key a password's bytes without terminator; no NUL; those after the 72nd do not count
   * @return 23 bytes
   */
  public static byte[] digest(byte[] key, byte[] salt, int cost) {
    var spec =
        new EncryptablePasswordSpec(
            ExactBytes.chars(key),
            new IteratedSaltedPasswordAlgorithmSpec(cost, salt),
            ExactBytes.charset());
    try {
      return ((BCryptPassword) FACTORY.generatePassword(spec)).getHash();
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("cost or salt out of range", e);
    }
  }

  private static PasswordFactory factory() {
    try {
      return PasswordFactory.getInstance(
          BCryptPassword.ALGORITHM_BCRYPT, WildFlyElytronPasswordProvider.getInstance());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
