package dev.latchkey.login;

import dev.latchkey.attempts.AttemptsBusyException;
import dev.latchkey.attempts.TooManyAttemptsException;
import dev.latchkey.audit.Outcome;
import dev.latchkey.directory.DirectoryBusyException;
import dev.latchkey.directory.DirectoryUnavailableException;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.SchemaFaultException;
import dev.latchkey.http.ErrorStatus;
import dev.latchkey.http.MalformedBodyRefusal;
import dev.latchkey.http.Refusal;
import dev.latchkey.password.OverloadedException;
import java.time.Duration;
import java.util.Map;

/** A login that was refused. The caller sees the status; the outcome is for the operator alone. */
final class LoginRefusal extends Refusal {

  private static final long serialVersionUID = 1L;

  private final Outcome outcome;

  private LoginRefusal(ErrorStatus status, Outcome outcome, Map<String, String> headers) {
    super(status, headers);
    this.outcome = outcome;
  }

  static LoginRefusal unknownOrganization() {
    return new LoginRefusal(ErrorStatus.NOT_FOUND, Outcome.UNKNOWN_ORGANIZATION, Map.of());
  }

  /**
   * RFC 6750, section 3: the token that would have been needed. The form of the domain needs no
   * quoting.
   */
  static LoginRefusal denied(Outcome outcome, OrgDomain domain) {
    return new LoginRefusal(
        ErrorStatus.UNAUTHORIZED,
        outcome,
        Map.of("WWW-Authenticate", "Bearer realm=\"" + domain.value() + "\""));
  }

  /** What the caller sees of another room's failure; the failure itself where it is a fault. */
  static Throwable of(Throwable failure) {
    if (failure instanceof TooManyAttemptsException e) {
      return later(ErrorStatus.TOO_MANY_REQUESTS, Outcome.TOO_MANY_ATTEMPTS, e.retryAfter());
    }
    if (failure instanceof AttemptsBusyException e) {
      return later(ErrorStatus.SERVICE_UNAVAILABLE, Outcome.OVERLOADED, e.retryAfter());
    }
    if (failure instanceof OverloadedException e) {
      return later(ErrorStatus.SERVICE_UNAVAILABLE, Outcome.OVERLOADED, e.retryAfter());
    }
    if (failure instanceof DirectoryBusyException e) {
      return later(ErrorStatus.SERVICE_UNAVAILABLE, Outcome.OVERLOADED, e.retryAfter());
    }
    if (failure instanceof DirectoryUnavailableException e) {
      return later(ErrorStatus.SERVICE_UNAVAILABLE, Outcome.DIRECTORY_UNAVAILABLE, e.retryAfter());
    }
    if (failure instanceof SchemaFaultException) { // the directory tells it, not with each request
      return new LoginRefusal(ErrorStatus.INTERNAL_SERVER_ERROR, Outcome.FAILED, Map.of());
    }
    return failure;
  }

  private static LoginRefusal later(ErrorStatus status, Outcome outcome, Duration retryAfter) {
    return new LoginRefusal(status, outcome, retryAfter(retryAfter));
  }

  /** What the audit says of a login that failed. */
  static Outcome outcomeOf(Throwable failure) {
    if (failure instanceof MalformedBodyRefusal) {
      return Outcome.MALFORMED;
    }
    return failure instanceof LoginRefusal refusal ? refusal.outcome : Outcome.FAILED;
  }
}
