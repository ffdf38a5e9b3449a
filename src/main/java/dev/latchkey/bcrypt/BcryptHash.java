package dev.latchkey.bcrypt;

import java.util.Optional;

/**
 * A bcrypt hash, taken apart.
 *
 * @param cost 4 to 15; the hash took 2<sup>cost</sup> iterations
 * @param salt 16 bytes
 * @param digest 23 bytes
 */
public record BcryptHash(int cost, byte[] salt, byte[] digest) {

  public static final int MIN_COST = 4;
  public static final int MAX_COST = 15;
  public static final int SALT_BYTES = 16;

  /** bcrypt reads no more of a password. */
  public static final int MAX_KEY_BYTES = 72;

  static final int DIGEST_BYTES = 23;

  /**
   * Reads the modular crypt format ({@code $2b$10$…}).
   *
   * @return empty where the text is not {@code $2a$}, {@code $2b$} or {@code $2y$} of a cost from 4
   *     to 15: it is foreign or damaged
   */
  public static Optional<BcryptHash> parse(String modularCrypt) {
    return ElytronBcrypt.parse(modularCrypt);
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
