package dev.latchkey.registry;

import dev.latchkey.directory.LoginName;

/**
 * What a name must be to be kept. It is never laxer than what a login accepts: a stored name that
 * the endpoint answers with 400 would lock its user out.
 */
final class FieldRule {

  private FieldRule() {}

  static void requireName(String field, String value) {
    if (value.codePoints().noneMatch(FieldRule::isVisible)) {
      throw new InvalidFieldException(field, "is blank");
    }
    if (LoginName.isTooLong(value)) {
      throw new InvalidFieldException(
          field, "is longer than " + LoginName.MAX_LENGTH + " characters");
    }
    // Neither NUL, which PostgreSQL cannot store, nor what would rewrite an operator's terminal.
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidFieldException(field, "holds a control character");
    }
    if (!LoginName.isUnicode(value)) {
      throw new InvalidFieldException(field, "is not valid Unicode");
    }
  }

  static void requireEmail(String field, String value) {
    requireName(field, value);
    int at = value.lastIndexOf('@');
    if (at < 1 || at == value.length() - 1) {
      throw new InvalidFieldException(field, "is not an e-mail address");
    }
  }

  /** Blank is wider here than in Java or PostgreSQL, which disagree about the no-break spaces. */
  private static boolean isVisible(int codePoint) {
    return !Character.isWhitespace(codePoint)
        && !Character.isSpaceChar(codePoint)
        && !Character.isISOControl(codePoint);
  }
}
