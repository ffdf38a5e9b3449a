package dev.latchkey.settings;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Settings that are taken to the last character, and so also with a line end that {@code echo}, an
 * editor or {@code base64} has put behind it. No name, path, address or password has one.
 */
final class TextSettings {

  /** SettingsTest compares them with the members of the mappings. */
  static final Set<String> NAMES =
      Set.of(
          "latchkey.audit.command-file",
          "latchkey.caller.header",
          "latchkey.database.operator-role",
          "latchkey.database.password",
          "latchkey.database.password-file",
          "latchkey.database.service-role",
          "latchkey.database.url",
          "latchkey.database.url-file",
          "latchkey.database.username",
          "latchkey.database.username-file",
          "latchkey.factor.keys",
          "latchkey.password.blocklist",
          "latchkey.token.issuer",
          "latchkey.token.keys",
          "quarkus.datasource.password",
          "quarkus.datasource.username");

  private static final Pattern PROFILE = Pattern.compile("^%[^.]+\\.");
  private static final Pattern LINE_END = Pattern.compile("[\r\n]");
  private static final Pattern LAST_LINE_END = Pattern.compile("[\r\n]+$");

  /** What the JVM makes of bytes that the locale cannot decode. */
  private static final String UNDECODABLE = "\uFFFD";

  private TextSettings() {}

  /**
   * @throws io.quarkus.runtime.configuration.ConfigurationException when the value cannot be what
   *     was meant; the message is one line, and does not repeat it
   */
  static void check(String name, String value) {
    var property = PROFILE.matcher(name).replaceFirst("");
    if (!NAMES.contains(property)) {
      return;
    }
    Settings.require(
        !value.contains(UNDECODABLE),
        property,
        "cannot be read in this locale: set LC_ALL=C.UTF-8");
    checkLineEnds(property, value);
  }

  /** The same for a text that was read elsewhere. */
  static void checkLineEnds(String property, String value) {
    Settings.require(
        !LINE_END.matcher(LAST_LINE_END.matcher(value).replaceFirst("")).find(),
        property,
        "has a line end in it");
    Settings.require(
        !LINE_END.matcher(value).find(),
        property,
        "ends with a line end: set it without, as printf %s and echo -n write it");
  }
}
