package dev.latchkey.http;

import org.jspecify.annotations.Nullable;

/**
 * Which paths can name a resource at all. The routers below us are lenient: they merge empty
 * segments, resolve dot segments, drop matrix parameters and a trailing slash, so that many
 * spellings would open one resource. Behind a proxy with rules by path that is a way around them.
 */
final class PlainPath {

  private PlainPath() {}

  /** True where no segment is empty, a dot segment (RFC 3986, section 3.3) or has a {@code ;}. */
  static boolean is(@Nullable String path) {
    if (path == null || !path.startsWith("/")) {
      return false;
    }
    int start = 1;
    for (int i = 1; i <= path.length(); i++) {
      char c = i == path.length() ? '/' : path.charAt(i);
      if (c == ';') {
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
    char first = path.charAt(start);
    if (first != '.' && first != '%') {
      return false;
    }
    var segment = path.substring(start, end).replace("%2e", ".").replace("%2E", ".");
    return segment.equals(".") || segment.equals("..");
  }
}
