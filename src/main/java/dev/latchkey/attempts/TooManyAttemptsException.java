package dev.latchkey.attempts;

import java.time.Duration;

/** All attempts are used. */
public final class TooManyAttemptsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  TooManyAttemptsException(Duration retryAfter) {
    super("Too many attempts", null, false, false);
    this.retryAfter = retryAfter;
  }

  /** When there is an attempt again, if nobody else takes it. More than zero. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
