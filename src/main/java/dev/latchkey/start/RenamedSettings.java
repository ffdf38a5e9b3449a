package dev.latchkey.start;

import dev.latchkey.settings.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * Settings that have another name now. An old name refuses the start: without its list of trusted
 * proxies, for example, a service would serve, but take all callers for one.
 */
final class RenamedSettings {

  static final Map<String, String> NEW_NAMES =
      Map.of(
          "latchkey.throttle.enabled", "latchkey.attempts.mode",
          "latchkey.throttle.attempts", "latchkey.attempts.name-failures",
          "latchkey.throttle.recovery", "latchkey.attempts.name-delay",
          "latchkey.attempts.enabled", "latchkey.attempts.mode",
          "latchkey.attempts.per-name", "latchkey.attempts.name-failures",
          "latchkey.attempts.name-recovery", "latchkey.attempts.name-delay",
          "latchkey.throttle.network-attempts", "latchkey.attempts.per-network",
          "latchkey.throttle.network-recovery", "latchkey.attempts.network-recovery",
          "latchkey.throttle.trusted-proxies", "latchkey.caller.trusted-proxies");

  private RenamedSettings() {}

  /**
   * @throws ConfigurationException that names the new name; the message is one line
   */
  static void check(Config config) {
    for (var name : UnknownSettings.given(config)) {
      NEW_NAMES.forEach(
          (old, current) ->
              Settings.require(
                  !Settings.variable(name).equals(Settings.variable(old)),
                  old,
                  "has another name now: set " + Settings.both(current)));
    }
  }
}
