package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import java.util.Optional;

/**
 * A hash that was made elsewhere and is kept. {@link PasswordVerifier} must be able to check it.
 */
public final class ExistingHash {

  private ExistingHash() {}

  /**
   * @param modularCrypt as in {@code $2b$10$…}
   * @return what is wrong with it, as the end of a sentence, without the hash; empty where {@link
   *     BcryptHash#parse} can read it
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
        BcryptHash.hasItsForm(modularCrypt)
            ? "has a cost outside " + BcryptHash.MIN_COST + " to " + BcryptHash.MAX_COST
            : "is not a bcrypt hash: $2a$, $2b$ or $2y$, 60 characters");
  }
}
