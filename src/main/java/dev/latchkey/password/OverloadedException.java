package dev.latchkey.password;

import java.time.Duration;

/** A login or a new password waited, or would wait, too long for a hashing thread. */
public final class OverloadedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  OverloadedException(Duration retryAfter) {
    super("Too much hashing is waiting", null, false, false);
    this.retryAfter = retryAfter;
  }

  /** How long it takes until the queue is short enough, if no other work comes. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
