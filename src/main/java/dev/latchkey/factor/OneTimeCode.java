package dev.latchkey.factor;

import java.security.SecureRandom;

/**
 * A code that lets a user set a password once, without the old one: 130 random bits as 26
 * characters. An operator makes it and gives it to the user. Only its hash is kept. One SHA-256 is
 * enough, because nobody can try 2<sup>130</sup> codes. Any thread.
 */
public final class OneTimeCode {

  private static final int CHARACTERS = 26;

  private final String normalized;

  private OneTimeCode(String normalized) {
    this.normalized = normalized;
  }

  /** A new one, as its user sees it, as in {@code 4KQ2-9WXT-…}; shown once. */
  public static String random() {
    return CrockfordCode.random(new SecureRandom(), CHARACTERS);
  }

  /**
   * What somebody typed, without regard to case, blanks and hyphens. A text that can be no code is
   * one as well: it is looked up like any other, so that its answer is no different.
   */
  public static OneTimeCode typed(String text) {
    return new OneTimeCode(CrockfordCode.normalized(text));
  }

  /** As the database gets it when the code is used: it compares the hash itself. */
  public String normalized() {
    return normalized;
  }

  /** What is kept of it: 32 bytes. */
  public byte[] hash() {
    return CrockfordCode.hash(normalized);
  }

  @Override
  public String toString() {
    return "OneTimeCode[…]";
  }
}
