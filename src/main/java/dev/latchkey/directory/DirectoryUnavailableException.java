package dev.latchkey.directory;

/** The database did not answer, or not in time. Nothing is wrong with the request. */
public final class DirectoryUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DirectoryUnavailableException(Throwable cause) {
    super("The database is not available", cause, false, false);
  }
}
