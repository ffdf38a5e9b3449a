package dev.latchkey.http;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * An answer other than 200 that the service decided on. It has no stack trace: under attack
 * refusals are many, and where one is made says nothing that its type does not.
 */
public abstract class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorStatus status;
  private final transient Map<String, String> headers;

  protected Refusal(ErrorStatus status, Map<String, String> headers) {
    this(status, status.message(), headers);
  }

  /**
   * @param message goes to the caller: it never holds what a caller sent
   */
  protected Refusal(ErrorStatus status, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  /** The header that asks a caller to stay away for a time; it is rounded up to seconds. */
  protected static Map<String, String> retryAfter(Duration time) {
    return Map.of("Retry-After", Long.toString(time.plusSeconds(1).minusNanos(1).toSeconds()));
  }

  @Override
  public String getMessage() { // never null, unlike that of other exceptions
    return Objects.requireNonNull(super.getMessage());
  }

  public ErrorStatus status() {
    return status;
  }

  /** What the answer carries beside the common headers. */
  public Map<String, String> headers() {
    return headers;
  }
}
