package dev.latchkey.factor;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/**
 * A code that stands in for a lost authenticator, once: 120 random bits as 24 characters of
 * Crockford's Base32, which has no letters that look like digits, in groups of four. Only its hash
 * is kept. One SHA-256 is enough, because nobody can try 2<sup>120</sup> codes.
 */
public final class RecoveryCode {

  /** How many a user gets. */
  public static final int COUNT = 10;

  private static final int CHARACTERS = 24;

  private final String text;

  private RecoveryCode(String text) {
    this.text = text;
  }

  /** A new set of {@link #COUNT}, all different. */
  public static List<RecoveryCode> newSet() {
    var random = new SecureRandom();
    return Stream.generate(() -> new RecoveryCode(CrockfordCode.random(random, CHARACTERS)))
        .distinct()
        .limit(COUNT)
        .toList();
  }

  /** As the user sees it, as in {@code 4KQ2-9WXT-…}; shown once. */
  public String text() {
    return text;
  }

  /** What is kept of it. */
  public byte[] hash() {
    return hashOf(text);
  }

  /**
   * The hash of what somebody typed, without regard to case, blanks and hyphens; O counts as 0, I
   * and L count as 1. A text that can be no code has a hash, too: it is looked up like any other,
   * so that its answer is no different.
   *
   * @return 32 bytes
   */
  public static byte[] hashOf(String typed) {
    return CrockfordCode.hash(CrockfordCode.normalized(typed));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecoveryCode code && text.equals(code.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "RecoveryCode[…]";
  }
}
