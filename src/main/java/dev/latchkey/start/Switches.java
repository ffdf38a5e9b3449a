package dev.latchkey.start;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Settings that are on or off. MicroProfile Config reads as false whatever it does not know as
 * true, so that a typing error would turn a protection off without a word.
 */
final class Switches {

  /** All of them; SettingsTest holds the list to the {@code *Config} interfaces. */
  static final Set<String> NAMES = Set.of("latchkey.migrate-at-start", "latchkey.throttle.enabled");

  /** What is read as true, and its opposites. */
  private static final Pattern KNOWN =
      Pattern.compile("(true|1|yes|y|on|false|0|no|n|off)", Pattern.CASE_INSENSITIVE);

  private Switches() {}

  /**
   * @throws ConfigurationException when one is neither on nor off; the message is one line
   */
  static void check(Config config) {
    for (String name : NAMES) {
      String value = config.getConfigValue(name).getValue();
      if (value != null && !KNOWN.matcher(value.strip()).matches()) {
        throw new ConfigurationException(
            "%s (%s) must be true or false".formatted(UnknownSettings.variable(name), name));
      }
    }
  }
}
