package dev.latchkey.settings;

import io.quarkus.runtime.configuration.ConfigurationException;

/** A setting of ours is wrong. The message is one line that names it and says what to set. */
public final class SettingException extends ConfigurationException {

  private static final long serialVersionUID = 1L;

  SettingException(String message) {
    super(message);
  }
}
