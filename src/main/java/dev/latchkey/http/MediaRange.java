package dev.latchkey.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A media type, or a range of them with {@code *} (RFC 9110, sections 8.3.1 and 12.5.1). Parameters
 * are read and forgotten, but for the weight: no type of ours has any.
 *
 * @param type in upper or lower case, as the subtype
 * @param weight in thousandths; 1000 where there is none, or one that is no number from 0 to 1
 */
record MediaRange(String type, String subtype, int weight) {

  static final int MAX_WEIGHT = 1000;

  private static final String ANY = "*";

  /** Without a digit before the point too: the JDK's own client sends {@code q=.2}. */
  private static final Pattern WEIGHT =
      Pattern.compile("0?\\.\\d{1,9}|0(?:\\.\\d{0,9})?|1(?:\\.0{0,9})?");

  /** Null where the text is none. */
  static @Nullable MediaRange parse(String text) {
    var value = new FieldValue(text);
    value.skipBlanks();
    var type = value.token();
    boolean slash = value.skip('/');
    var subtype = value.token();
    if (type.isEmpty() || !slash || subtype.isEmpty()) {
      return null;
    }
    int weight = MAX_WEIGHT;
    value.skipBlanks();
    while (value.skip(';')) {
      value.skipBlanks();
      var name = value.token();
      if (!name.isEmpty()) {
        var parameter = value.skip('=') ? value.tokenOrQuoted() : "";
        if (parameter.isEmpty()) {
          return null;
        }
        weight = name.equalsIgnoreCase("q") ? weight(parameter) : weight;
      }
      value.skipBlanks();
    }
    return value.isAtEnd() ? new MediaRange(type, subtype, weight) : null;
  }

  private static int weight(String text) {
    if (!WEIGHT.matcher(text).matches()) {
      return MAX_WEIGHT;
    }
    double weight = Double.parseDouble(text);
    return weight > 0 ? Math.max((int) Math.round(weight * MAX_WEIGHT), 1) : 0;
  }

  /** Whether it is one type. */
  boolean isType() {
    return !type.contains(ANY) && !subtype.contains(ANY);
  }

  /** How closely it names a type: 3 the type itself, 0 not at all. */
  int specificity(MediaRange named) {
    if (type.equals(ANY)) {
      return subtype.equals(ANY) ? 1 : 0;
    }
    if (!type.equalsIgnoreCase(named.type)) {
      return 0;
    }
    return subtype.equals(ANY) ? 2 : subtype.equalsIgnoreCase(named.subtype) ? 3 : 0;
  }

  /** Without weight and parameters. */
  String name() {
    return type + "/" + subtype;
  }
}
