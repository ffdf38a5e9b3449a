package dev.latchkey.cli.console;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text that cannot steer a terminal: control characters, line separators and those that turn the
 * direction of what follows are written as {@code \}{@code u001b}. Stored values may hold them,
 * whoever stored them.
 */
public final class Printable {

  private Printable() {}

  public static String of(String text) {
    if (text.chars().noneMatch(Printable::steers)) {
      return text;
    }
    var safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      safe.append(steers(c) ? escape(c) : String.valueOf(c));
    }
    return safe.toString();
  }

  private static String escape(int character) {
    return String.format(Locale.ROOT, "\\u%04x", character);
  }

  private static boolean steers(int character) {
    return Character.isISOControl(character)
        || character == 0x2028
        || character == 0x2029
        || turns(character);
  }

  /** The explicit directional formatting characters of UAX #9, and the marks. */
  private static boolean turns(int character) {
    return character == 0x061c
        || character == 0x200e
        || character == 0x200f
        || (character >= 0x202a && character <= 0x202e)
        || (character >= 0x2066 && character <= 0x2069);
  }

  /** The same in JSON, which by itself escapes no more than it must. */
  static final class InJson extends CharacterEscapes {

    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[DELETE] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return steers(character) ? new SerializedString(escape(character)) : null;
    }
  }
}
