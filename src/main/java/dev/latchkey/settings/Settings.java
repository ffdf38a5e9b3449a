package dev.latchkey.settings;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;

/** The names of settings, and the one line that refuses a wrong value. */
public final class Settings {

  private Settings() {}

  /**
   * @param property as in {@code latchkey.password.cost}
   * @param problem the end of a sentence that begins with the setting's name; it never repeats the
   *     value
   * @throws ConfigurationException when the value is wrong; the message is one line
   */
  public static void require(boolean holds, String property, String problem) {
    if (!holds) {
      throw wrong(property, problem);
    }
  }

  /** Both ends are allowed. */
  public static void requireWithin(int least, int most, int value, String property) {
    require(value >= least && value <= most, property, "must be from " + least + " to " + most);
  }

  /** The exception of {@link #require}. */
  public static ConfigurationException wrong(String property, String problem) {
    return new SettingException("%s %s".formatted(both(property), problem));
  }

  /** Both names, as operators may know either: {@code LATCHKEY_A_B (latchkey.a-b)}. */
  public static String both(String property) {
    return "%s (%s)".formatted(variable(property), property);
  }

  /**
   * The environment variable of a property, or of a place in a list; that of a variable is itself.
   */
  public static String variable(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_")
        .replaceFirst("_[0-9]+_$", "")
        .toUpperCase(Locale.ROOT);
  }
}
