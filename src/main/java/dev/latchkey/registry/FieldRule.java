package dev.latchkey.registry;

import dev.latchkey.directory.LoginName;
import java.text.Normalizer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules for values that are stored of people and organisations, whichever way they come in. A
 * name to log in with is never laxer than what a person can type, because the login neither trims
 * nor normalises: a stored blank that nobody sees locks its user out, and lets another user have
 * the same name without it. Each rule gives the problem as the end of a sentence that begins with
 * the field, and null where there is none.
 */
final class FieldRule {

  private static final int REPLACEMENT_CHARACTER = 0xfffd;

  /** It joins characters, and is none of the format characters by its category. */
  private static final int GRAPHEME_JOINER = 0x34f;

  private FieldRule() {}

  static void require(String field, @Nullable String problem) {
    if (problem != null) {
      throw new InvalidFieldException(field, problem);
    }
  }

  /** For what people read and do not log in with. */
  static @Nullable String problemOfText(String value) {
    if (value.codePoints().noneMatch(FieldRule::isVisible)) {
      return "is blank";
    }
    if (LoginName.isTooLong(value)) {
      return "is longer than " + LoginName.MAX_LENGTH + " characters";
    }
    // PostgreSQL cannot store a NUL, and other control characters can rewrite a terminal.
    if (has(value, Character::isISOControl)) {
      return "holds a control character";
    }
    if (!LoginName.isUnicode(value)) {
      return "is not valid Unicode";
    }
    if (value.indexOf(REPLACEMENT_CHARACTER) >= 0) {
      return "holds U+FFFD, which stands for a character that was lost on the way";
    }
    if (!isVisible(value.codePointAt(0)) || !isVisible(value.codePointBefore(value.length()))) {
      return "begins or ends with a blank or an invisible character";
    }
    return null;
  }

  /** The same for what a person may not have. */
  static @Nullable String problemOfTextOrNone(String value) {
    return value.isEmpty() ? null : problemOfText(value);
  }

  /**
   * For a name to log in with. Keyboards give characters in their normal form; other forms, such as
   * the full-width letters, look the same or nearly so (RFC 8264 section 9.17, HasCompat).
   */
  static @Nullable String problemOfLoginName(String value) {
    var problem = problemOfText(value);
    if (problem != null) {
      return problem;
    }
    if (has(value, c -> c != ' ' && isBlank(c))) {
      return "holds a blank that is not the one of the space bar";
    }
    if (has(value, FieldRule::isInvisible)) {
      return "holds an invisible character";
    }
    return Normalizer.isNormalized(value, Normalizer.Form.NFKC)
        ? null
        : "has a character in a form that keyboards do not give: bring it to Unicode's form NFKC";
  }

  static @Nullable String problemOfEmail(String value) {
    var problem = problemOfLoginName(value);
    if (problem != null) {
      return problem;
    }
    if (value.indexOf(' ') >= 0) {
      return "holds a blank: one e-mail address is needed, and nothing else";
    }
    return EmailAddress.is(value) ? null : "is not an e-mail address";
  }

  private static boolean has(String value, IntPredicate kind) {
    return value.codePoints().anyMatch(kind);
  }

  private static boolean isVisible(int codePoint) {
    return !isBlank(codePoint) && !isInvisible(codePoint) && !Character.isISOControl(codePoint);
  }

  /** Java and PostgreSQL disagree whether no-break spaces are blank: here they are. */
  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || isFiller(codePoint);
  }

  /** The letters and the pattern that show nothing: of Hangul, and of Braille. */
  private static boolean isFiller(int codePoint) {
    return switch (codePoint) {
      case 0x115f, 0x1160, 0x3164, 0xffa0, 0x2800 -> true;
      default -> false;
    };
  }

  /** Zero-width characters, the byte order mark, the soft hyphen, and what turns directions. */
  private static boolean isInvisible(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT || codePoint == GRAPHEME_JOINER;
  }
}
