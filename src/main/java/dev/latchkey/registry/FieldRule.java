package dev.latchkey.registry;

import dev.latchkey.directory.LoginName;

/**
 * The rule for names that are stored. It is never laxer than the rule of the login: a stored name
 * that the login answers with 400 would lock its user out.
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
    // PostgreSQL cannot store a NUL, and other control characters can rewrite a terminal.
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

  /** Java and PostgreSQL disagree whether no-break spaces are blank: here they are. */
  private static boolean isVisible(int codePoint) {
    return !Character.isWhitespace(codePoint)
        && !Character.isSpaceChar(codePoint)
        && !Character.isISOControl(codePoint);
  }
}
