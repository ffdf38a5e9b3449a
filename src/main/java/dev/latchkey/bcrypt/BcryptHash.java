package dev.latchkey.bcrypt;

import java.util.Optional;

/**
 * A bcrypt hash, taken apart. The numbers of bcrypt stand here, once for all rooms.
 *
 * @param cost {@link #MIN_COST} to {@link #MAX_COST}; the hash took 2<sup>cost</sup> iterations
 * @param salt {@link #SALT_BYTES} bytes
 * @param digest {@value #DIGEST_BYTES} bytes
 */
public record BcryptHash(int cost, byte[] salt, byte[] digest) {

  public static final int MIN_COST = 4;
  public static final int MAX_COST = 15;
  public static final int SALT_BYTES = 16;

  /** bcrypt reads no more than this of a password. */
  public static final int MAX_KEY_BYTES = 72;

  static final int DIGEST_BYTES = 23;

  /**
   * Reads the modular crypt format ({@code $2b$10$…}).
   *
   * @return empty where the text is not {@code $2a$}, {@code $2b$} or {@code $2y$} of a cost from
   *     {@link #MIN_COST} to {@link #MAX_COST}: it is foreign or damaged
   */
  public static Optional<BcryptHash> parse(String modularCrypt) {
    return ElytronBcrypt.parse(modularCrypt);
  }

  /** Whether a text has the form of a bcrypt hash, of whatever cost. */
  public static boolean hasItsForm(String modularCrypt) {
    return ElytronBcrypt.FORM.matcher(modularCrypt).matches();
  }

  /** The modular crypt format, as {@code $2a$}. */
  public String format() {
    return ElytronBcrypt.format(this);
  }

  @Override
  public String toString() {
    return "BcryptHash[cost=" + cost + "]";
  }
}
