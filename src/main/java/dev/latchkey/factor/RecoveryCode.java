package dev.latchkey.factor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int CHARACTERS = 24;
  private static final int GROUP = 4;

  private final String text;

  private RecoveryCode(String text) {
    this.text = text;
  }

  /** A new set of {@link #COUNT}, all different. */
  public static List<RecoveryCode> newSet() {
    var random = new SecureRandom();
    return Stream.generate(() -> random(random)).distinct().limit(COUNT).toList();
  }

  private static RecoveryCode random(SecureRandom random) {
    var text = new StringBuilder();
    for (int i = 0; i < CHARACTERS; i++) {
      if (i > 0 && i % GROUP == 0) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new RecoveryCode(text.toString());
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
    var symbols = new StringBuilder();
    TypedText.withoutGaps(typed)
        .codePoints()
        .map(RecoveryCode::symbol)
        .forEach(symbols::appendCodePoint);
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(symbols.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static int symbol(int typed) {
    int capital = typed >= 'a' && typed <= 'z' ? typed - 'a' + 'A' : typed;
    return switch (capital) {
      case 'O' -> '0';
      case 'I', 'L' -> '1';
      default -> capital;
    };
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
