package dev.latchkey.directory;

import java.time.Duration;

/** The database answers, but too many look-ups wait for it. Nothing is wrong with the request. */
public final class DirectoryBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DirectoryBusyException() {
    super("Too many statements wait for the database", null, false, false);
  }

  /** The line is as good as empty after this time, if the database goes on to answer. */
  public Duration retryAfter() {
    return Duration.ofSeconds(1);
  }
}
