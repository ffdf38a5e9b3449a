package dev.latchkey.audit;

import dev.latchkey.settings.Settings;

/** A command did what it should, and its event is on standard error, but not in the file. */
public final class LostEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostEventException(String property) {
    super(
        "The change was made, but its event could not be written to the file of "
            + Settings.both(property)
            + ": keep the line of the audit on standard error.",
        null,
        false,
        false);
  }
}
