package dev.latchkey.directory;

/**
 * A username or e-mail address, folded so that names that differ in case alone are equal. It is
 * folded one code point at a time by Unicode's simple case folding (CaseFolding.txt, statuses C and
 * S): independent of locale and context, never a change of length in code points. So {@code ẞ}
 * means {@code ß} but not {@code ss}, and the Turkish {@code İ} and {@code ı} mean only themselves:
 * folding them to {@code i} would let one person's address stand for another's. Nothing is trimmed
 * or normalised.
 *
 * @param key what the directory stores and compares, byte by byte
 */
public record LoginName(String key) {

  /** In code points. No name is longer, neither a stored one nor one that is tried. */
  public static final int MAX_LENGTH = 254;

  private static final int DOTTED_CAPITAL_I = 0x130;
  private static final int DOTLESS_SMALL_I = 0x131;

  public static LoginName of(String name) {
    var key = new StringBuilder(name.length());
    name.codePoints().map(LoginName::fold).forEach(key::appendCodePoint);
    return new LoginName(key.toString());
  }

  /** Whether a name has more than {@link #MAX_LENGTH} code points. */
  public static boolean isTooLong(String name) {
    return name.codePointCount(0, name.length()) > MAX_LENGTH;
  }

  /** Whether a text has no unpaired surrogate, which has no place in UTF-8. */
  public static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static int fold(int codePoint) {
    return codePoint == DOTTED_CAPITAL_I || codePoint == DOTLESS_SMALL_I
        ? codePoint
        : Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  /** People type passwords into the name field: a name is never printed. */
  @Override
  public String toString() {
    return "LoginName[…]";
  }
}
