package dev.latchkey.factor;

/** Text that people typed or copied: without what they put between its parts. */
final class TypedText {

  private static final char MINUS_SIGN = '\u2212';
  private static final char SOFT_HYPHEN = '\u00AD';

  private TypedText() {}

  /** Takes out blanks and hyphens, also those that word processors put in their place. */
  static String withoutGaps(String text) {
    return text.codePoints()
        .filter(c -> !isGap(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isGap(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.DASH_PUNCTUATION
        || c == MINUS_SIGN
        || c == SOFT_HYPHEN;
  }
}
