package dev.latchkey.start;

/** What a command needs did not start. The message is one line that says what to set. */
public final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message, null, false, false);
  }
}
