package dev.latchkey.http;

import org.jspecify.annotations.Nullable;

/**
 * Which paths can name a resource at all. The routers below us are lenient: they merge empty
 * segments, resolve dot segments, drop matrix parameters and a trailing slash, and decode escapes,
 * so that many spellings would open one resource. Behind a proxy with rules by path that is a way
 * around them.
 */
final class PlainPath {

  private PlainPath() {}

  /**
   * True where no segment is empty, a dot segment (RFC 3986, section 3.3) or has a {@code ;}, and
   * where no character is escaped that need not be (section 2.3). The fixed segments of all
   * resources are of such characters alone, so no escape can spell them; neither can it spell the
   * domain of an organisation.
   */
  static boolean is(@Nullable String path) {
    if (path == null || !path.startsWith("/")) {
      return false;
    }
    int start = 1;
    for (int i = 1; i <= path.length(); i++) {
      char c = i == path.length() ? '/' : path.charAt(i);
      if (c == ';' || (c == '%' && isNeedlessEscape(path, i))) {
        return false;
      }
      if (c == '/') {
        if (i == start || isDots(path, start, i)) {
          return false;
        }
        start = i + 1;
      }
    }
    return true;
  }

  private static boolean isDots(String path, int start, int end) {
    return path.charAt(start) == '.'
        && (end == start + 1 || (end == start + 2 && path.charAt(start + 1) == '.'));
  }

  /** What is no escape at all was refused before. */
  private static boolean isNeedlessEscape(String path, int percent) {
    if (percent + 2 >= path.length()) {
      return true;
    }
    int high = Character.digit(path.charAt(percent + 1), 16);
    int low = Character.digit(path.charAt(percent + 2), 16);
    int character = high * 16 + low;
    return high < 0 || low < 0 || isUnreserved(character);
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }
}
