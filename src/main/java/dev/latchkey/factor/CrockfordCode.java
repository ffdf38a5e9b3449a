package dev.latchkey.factor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Codes that people copy: random characters of Crockford's Base32, which has no letters that look
 * like digits. Each has five random bits.
 */
final class CrockfordCode {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int GROUP = 4;

  private CrockfordCode() {}

  /** In groups of four, as in {@code 4KQ2-9WXT-…}. */
  static String random(SecureRandom random, int characters) {
    var text = new StringBuilder();
    for (int i = 0; i < characters; i++) {
      if (i > 0 && i % GROUP == 0) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /**
   * What somebody typed, without regard to case, blanks and hyphens; O counts as 0, I and L count
   * as 1. A text that can be no code has such a form, too.
   */
  static String normalized(String typed) {
    var symbols = new StringBuilder();
    TypedText.withoutGaps(typed)
        .codePoints()
        .map(CrockfordCode::symbol)
        .forEach(symbols::appendCodePoint);
    return symbols.toString();
  }

  private static int symbol(int typed) {
    int capital = typed >= 'a' && typed <= 'z' ? typed - 'a' + 'A' : typed;
    return switch (capital) {
      case 'O' -> '0';
      case 'I', 'L' -> '1';
      default -> capital;
    };
  }

  /** SHA-256 of the normalized text: 32 bytes. */
  static byte[] hash(String normalized) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(normalized.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
