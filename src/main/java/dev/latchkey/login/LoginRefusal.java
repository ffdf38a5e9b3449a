package dev.latchkey.login;

import dev.latchkey.directory.OrgDomain;
import dev.latchkey.error.ErrorStatus;
import dev.latchkey.error.Refusal;
import java.time.Duration;
import java.util.Map;

/** A login that was refused. The caller sees the status; the reason is for the operator alone. */
final class LoginRefusal extends Refusal {

  private static final long serialVersionUID = 1L;

  /** How long a caller is asked to stay away while the database is. */
  private static final Duration OUTAGE = Duration.ofSeconds(5);

  /** Why a login was refused. */
  enum Reason {
    UNKNOWN_ORGANIZATION,
    UNKNOWN_USER,
    WRONG_PASSWORD,
    NO_PASSWORD,
    DAMAGED_HASH,
    DISABLED,
    INVITATION_EXPIRED,
    TOO_MANY_ATTEMPTS,
    OVERLOADED,
    DIRECTORY_UNAVAILABLE
  }

  private final Reason reason;

  private LoginRefusal(ErrorStatus status, Reason reason, Map<String, String> headers) {
    super(status, headers);
    this.reason = reason;
  }

  static LoginRefusal unknownOrganization() {
    return new LoginRefusal(ErrorStatus.NOT_FOUND, Reason.UNKNOWN_ORGANIZATION, Map.of());
  }

  /**
   * RFC 6750, section 3: the token that would have been needed; the form of the domain needs no
   * quoting.
   */
  static LoginRefusal denied(Reason reason, OrgDomain domain) {
    return new LoginRefusal(
        ErrorStatus.UNAUTHORIZED,
        reason,
        Map.of("WWW-Authenticate", "Bearer realm=\"" + domain.value() + "\""));
  }

  static LoginRefusal tooManyAttempts(Duration retryAfter) {
    return later(ErrorStatus.TOO_MANY_REQUESTS, Reason.TOO_MANY_ATTEMPTS, retryAfter);
  }

  static LoginRefusal overloaded(Duration retryAfter) {
    return later(ErrorStatus.SERVICE_UNAVAILABLE, Reason.OVERLOADED, retryAfter);
  }

  static LoginRefusal directoryUnavailable() {
    return later(ErrorStatus.SERVICE_UNAVAILABLE, Reason.DIRECTORY_UNAVAILABLE, OUTAGE);
  }

  private static LoginRefusal later(ErrorStatus status, Reason reason, Duration retryAfter) {
    long seconds = retryAfter.plusSeconds(1).minusNanos(1).toSeconds(); // rounded up
    return new LoginRefusal(status, reason, Map.of("Retry-After", Long.toString(seconds)));
  }

  Reason reason() {
    return reason;
  }
}
