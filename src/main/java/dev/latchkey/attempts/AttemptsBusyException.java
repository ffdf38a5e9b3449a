package dev.latchkey.attempts;

import java.time.Duration;

/** So many logins of one name are checked at once that this one has waited for too long. */
public final class AttemptsBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AttemptsBusyException() {
    super("Too many logins of one name at once", null, false, false);
  }

  /** Logins of this name end all the time. */
  public Duration retryAfter() {
    return Duration.ofSeconds(1);
  }
}
