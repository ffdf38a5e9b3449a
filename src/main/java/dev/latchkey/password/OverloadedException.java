package dev.latchkey.password;

import java.time.Duration;

/** More hashing is waiting than can be done in {@link PasswordConfig#maxWait()}. */
public final class OverloadedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  OverloadedException(Duration retryAfter) {
    super("Too much hashing is waiting", null, false, false);
    this.retryAfter = retryAfter;
  }

  /** When the queue will have become short enough, if nobody else comes. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
