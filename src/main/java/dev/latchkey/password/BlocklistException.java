package dev.latchkey.password;

import dev.latchkey.settings.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * The file of {@code latchkey.password.blocklist} cannot be asked. The message is one line for the
 * operator: it names the setting, and neither the file nor a password.
 */
public class BlocklistException extends ConfigurationException {

  private static final long serialVersionUID = 1L;

  BlocklistException(String problem) {
    super(message(problem));
  }

  BlocklistException(String problem, Throwable cause) {
    super(message(problem), cause);
  }

  private static String message(String problem) {
    return Settings.both("latchkey.password.blocklist") + " " + problem;
  }
}
