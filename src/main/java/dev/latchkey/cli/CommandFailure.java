package dev.latchkey.cli;

/** Why a command did not do what it was told: one line for the person who typed it. */
class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message, null, false, false);
  }
}
