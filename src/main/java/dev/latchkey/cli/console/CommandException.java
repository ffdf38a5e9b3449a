package dev.latchkey.cli.console;

/** Why a command did not do what it was told: one line for the person who typed it. */
public class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message, null, false, false);
  }
}
