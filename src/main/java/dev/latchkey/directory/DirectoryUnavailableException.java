package dev.latchkey.directory;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The database did not answer, or not in time. Nothing is wrong with the request. */
public final class DirectoryUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DirectoryUnavailableException(Throwable cause) {
    this("The database is not available", cause);
  }

  private DirectoryUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }

  /** The look-up was not even begun, because those before it get no answer. */
  static DirectoryUnavailableException withoutAnswer() {
    return new DirectoryUnavailableException(
        "The database is not available: it does not answer the look-ups before this one", null);
  }

  /** A pooler gives each statement another connection, and is not known as one. */
  static DirectoryUnavailableException behindPooler() {
    return new DirectoryUnavailableException(TransactionPooler.PROBLEM, null);
  }

  /**
   * @param late how much later than the end of its time a look-up could be told so. Whoever stood
   *     still for so long may have missed the answer, and must not blame the database
   */
  static DirectoryUnavailableException afterTimeout(
      Throwable cause, Duration timeout, Duration late) {
    return late.compareTo(timeout.dividedBy(2)) < 0
        ? new DirectoryUnavailableException(cause)
        : new DirectoryUnavailableException(
            String.format(
                Locale.ROOT,
                "This process stood still for %.1f s or more, and may have missed the answers of the"
                    + " database",
                late.toMillis() / 1000.0),
            null);
  }

  /** How long a caller is asked to stay away. */
  public Duration retryAfter() {
    return Duration.ofSeconds(5);
  }
}
