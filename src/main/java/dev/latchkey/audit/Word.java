package dev.latchkey.audit;

import java.util.Locale;

/**
 * A value of an event, in a form in which it can end neither its field nor its line, and cannot
 * steer a terminal. Whoever gives an account or a host its name chooses the name.
 */
final class Word {

  private static final int MAX_LENGTH = 128;
  private static final String PLAIN_SIGNS = "._-@:+,/?";

  private Word() {}

  static String of(String value) {
    var word = new StringBuilder();
    value.chars().limit(MAX_LENGTH).forEach(c -> word.append(isPlain(c) ? plain(c) : escaped(c)));
    return word.toString();
  }

  private static boolean isPlain(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || PLAIN_SIGNS.indexOf(c) >= 0;
  }

  private static String plain(int c) {
    return String.valueOf((char) c);
  }

  private static String escaped(int c) {
    return String.format(Locale.ROOT, "\\u%04x", c);
  }
}
