package dev.latchkey.login;

import dev.latchkey.audit.Outcome;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.http.ErrorStatus;
import dev.latchkey.http.Refusal;
import java.time.Duration;
import java.util.Map;

/** A login that was refused. The caller sees the status; the outcome is for the operator alone. */
final class LoginRefusal extends Refusal {

  private static final long serialVersionUID = 1L;

  /** How long a caller is asked to stay away while the database is. */
  private static final Duration OUTAGE = Duration.ofSeconds(5);

  private final Outcome outcome;

  private LoginRefusal(ErrorStatus status, Outcome outcome, Map<String, String> headers) {
    super(status, headers);
    this.outcome = outcome;
  }

  static LoginRefusal unknownOrganization() {
    return new LoginRefusal(ErrorStatus.NOT_FOUND, Outcome.UNKNOWN_ORGANIZATION, Map.of());
  }

  /**
   * RFC 6750, section 3: the token that would have been needed; the form of the domain needs no
   * quoting.
   */
  static LoginRefusal denied(Outcome outcome, OrgDomain domain) {
    return new LoginRefusal(
        ErrorStatus.UNAUTHORIZED,
        outcome,
        Map.of("WWW-Authenticate", "Bearer realm=\"" + domain.value() + "\""));
  }

  static LoginRefusal tooManyAttempts(Duration retryAfter) {
    return later(ErrorStatus.TOO_MANY_REQUESTS, Outcome.TOO_MANY_ATTEMPTS, retryAfter);
  }

  static LoginRefusal overloaded(Duration retryAfter) {
    return later(ErrorStatus.SERVICE_UNAVAILABLE, Outcome.OVERLOADED, retryAfter);
  }

  static LoginRefusal directoryUnavailable() {
    return later(ErrorStatus.SERVICE_UNAVAILABLE, Outcome.DIRECTORY_UNAVAILABLE, OUTAGE);
  }

  private static LoginRefusal later(ErrorStatus status, Outcome outcome, Duration retryAfter) {
    long seconds = retryAfter.plusSeconds(1).minusNanos(1).toSeconds(); // rounded up
    return new LoginRefusal(status, outcome, Map.of("Retry-After", Long.toString(seconds)));
  }

  Outcome outcome() {
    return outcome;
  }
}
