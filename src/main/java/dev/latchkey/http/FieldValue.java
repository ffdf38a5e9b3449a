package dev.latchkey.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the value of a field from left to right, by the rules that fields share (RFC 9110, section
 * 5.6): lists, optional white space, tokens and quoted strings. What it does not know is left for
 * the caller to refuse.
 */
final class FieldValue {

  private static final char QUOTE = '"';
  private static final char ESCAPE = '\\';

  private final String text;
  private int at;

  FieldValue(String text) {
    this.text = text;
  }

  /**
   * The elements of a list (section 5.6.1), across all lines of the field, without white space
   * around them and without the empty ones. A comma within a quoted string ends no element.
   */
  static List<String> elements(List<String> lines) {
    var elements = new ArrayList<String>();
    for (var line : lines) {
      var value = new FieldValue(line);
      while (!value.isAtEnd()) {
        var element = value.upToComma().strip();
        if (!element.isEmpty()) {
          elements.add(element);
        }
      }
    }
    return elements;
  }

  private String upToComma() {
    int begin = at;
    while (!isAtEnd() && text.charAt(at) != ',') {
      if (text.charAt(at) == QUOTE) {
        skipQuoted();
      } else {
        at++;
      }
    }
    var element = text.substring(begin, at);
    at++;
    return element;
  }

  /**
   * @return false where it does not end; then all of the text is read
   */
  private boolean skipQuoted() {
    for (at++; !isAtEnd(); at++) {
      char c = text.charAt(at);
      if (c == QUOTE) {
        at++;
        return true;
      }
      at += c == ESCAPE ? 1 : 0;
    }
    return false;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  void skipBlanks() {
    while (!isAtEnd() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  /** Whether this character was next. */
  boolean skip(char expected) {
    boolean is = !isAtEnd() && text.charAt(at) == expected;
    at += is ? 1 : 0;
    return is;
  }

  /** Empty where none is next. */
  String token() {
    int begin = at;
    while (!isAtEnd() && RequestFraming.isToken(text.charAt(at))) {
      at++;
    }
    return text.substring(begin, at);
  }

  /** A token or a quoted string with its quotes; empty where none is next, or one has no end. */
  String tokenOrQuoted() {
    int begin = at;
    if (isAtEnd() || text.charAt(at) != QUOTE) {
      return token();
    }
    return skipQuoted() ? text.substring(begin, at) : "";
  }
}
