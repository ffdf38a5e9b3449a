package dev.latchkey.directory;

/**
 * The database cannot be used. The message is one line that says what to do; it never holds a
 * password, nor anything else of the address but host and port. There is no cause, because a
 * driver's messages promise nothing about what they quote.
 */
public class DatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DatabaseException(String message) {
    super(message);
  }
}
