package dev.latchkey.http;

import io.quarkus.runtime.LaunchMode;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What the log may show of a failure that nobody expected: the types and the places, as in any
 * stack trace, but no message. A message may hold what a caller sent, and with it line breaks,
 * escape sequences or a password.
 */
final class CauseWithoutMessages extends Throwable {

  private static final long serialVersionUID = 1L;

  /** Causes can go round in a circle. */
  private static final int MAX_DEPTH = 10;

  private final String name;

  private CauseWithoutMessages(Throwable failure, @Nullable Throwable cause) {
    super(null, cause, false, true);
    this.name = name(failure);
    setStackTrace(failure.getStackTrace());
  }

  /** In development, where one's own requests fail, the failure itself. */
  static @Nullable Throwable of(@Nullable Throwable failure) {
    return LaunchMode.current() == LaunchMode.DEVELOPMENT ? failure : withoutMessages(failure, 0);
  }

  private static @Nullable Throwable withoutMessages(@Nullable Throwable failure, int depth) {
    return failure == null || depth == MAX_DEPTH
        ? null
        : new CauseWithoutMessages(failure, withoutMessages(failure.getCause(), depth + 1));
  }

  /** The state says what a message of the database would (PostgreSQL manual, appendix A). */
  private static String name(Throwable failure) {
    String type = failure.getClass().getName();
    return failure instanceof SQLException database
        ? type + ": SQLSTATE " + database.getSQLState()
        : type;
  }

  @Override
  public String toString() {
    return name;
  }
}
