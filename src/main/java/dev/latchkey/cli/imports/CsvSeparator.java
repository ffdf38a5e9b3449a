package dev.latchkey.cli.imports;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the cells of a row. Where the comma is the decimal sign, spreadsheets save
 * {@code ;} in its place; "Unicode text" has tabs.
 */
final class CsvSeparator {

  private static final String ALL = ",;\t";

  /** The line that Excel writes and reads before the header, to say the separator. */
  private static final Pattern TOLD =
      Pattern.compile("\"?sep=([,;\t])\"?[,;\t ]*", Pattern.CASE_INSENSITIVE);

  private CsvSeparator() {}

  /** The separator that a first line says; null where it is the header itself. */
  static @Nullable Character told(String line) {
    var matcher = TOLD.matcher(line);
    return matcher.matches() ? Character.valueOf(line.charAt(matcher.start(1))) : null;
  }

  /** The first one in a header: no column's name has one. */
  static char in(String header) {
    return (char) header.chars().filter(c -> ALL.indexOf(c) >= 0).findFirst().orElse(',');
  }

  /** Whether a row that has nothing else has no value. */
  static boolean isNothing(int codePoint) {
    return ALL.indexOf(codePoint) >= 0 || codePoint == '"' || isBlank(codePoint);
  }

  static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }
}
