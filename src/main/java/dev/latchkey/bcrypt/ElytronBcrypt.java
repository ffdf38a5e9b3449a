package dev.latchkey.bcrypt;

import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.util.Optional;
import java.util.regex.Matcher;
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

  /**
   * A hash of any cost, with 22 characters of salt and 31 of digest. {@code $2x$} is left out: it
   * marks the weaker hashes of a faulty version of crypt_blowfish, which extended the sign of 8-bit
   * bytes.
   */
  static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

  private static final PasswordFactory FACTORY = factory();

  private ElytronBcrypt() {}

  /** As {@link BcryptHash#parse} says. */
  static Optional<BcryptHash> parse(String modularCrypt) {
    Matcher form = FORM.matcher(modularCrypt);
    if (!form.matches() || !isCost(Integer.parseInt(form.group(1)))) {
      return Optional.empty();
    }
    try {
      // Elytron does not know $2b$. All three letters mean the same algorithm, without old faults.
      var hash = (BCryptPassword) ModularCrypt.decode("$2y$" + modularCrypt.substring(4));
      return Optional.of(new BcryptHash(hash.getIterationCount(), hash.getSalt(), hash.getHash()));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    }
  }

  private static boolean isCost(int number) {
    return number >= BcryptHash.MIN_COST && number <= BcryptHash.MAX_COST;
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
   * One hash alone, on the caller's thread.
   *
   * @param key a password's bytes without terminator; no NUL; bytes beyond {@link
   *     BcryptHash#MAX_KEY_BYTES} do not count
   * @param salt {@link BcryptHash#SALT_BYTES} bytes
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
