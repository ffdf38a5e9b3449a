package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A hash that was made elsewhere and is to be kept: one that {@link PasswordVerifier} can check.
 */
public final class ExistingHash {

  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");

  private ExistingHash() {}

  /**
   * @param modularCrypt as in {@code $2b$10$…}
   * @return what is wrong with it, as the end of a sentence, without the hash; empty where it is
   *     bcrypt's {@code $2a$}, {@code $2b$} or {@code $2y$} of a cost from 4 to 15
   */
  public static Optional<String> problemOf(String modularCrypt) {
    if (BcryptHash.parse(modularCrypt).isPresent()) {
      return Optional.empty();
    }
    if (modularCrypt.startsWith("$2x$")) {
      return Optional.of(
          "is of the kind $2x$, made by a faulty bcrypt: such a password must be reset");
    }
    return Optional.of(
        BCRYPT.matcher(modularCrypt).matches()
            ? "has a cost outside 4 to 15"
            : "is not a bcrypt hash: $2a$, $2b$ or $2y$, 60 characters");
  }
}
