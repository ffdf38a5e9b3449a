package dev.latchkey.session;

import dev.latchkey.directory.DirectoryBusyException;
import dev.latchkey.directory.DirectoryUnavailableException;
import dev.latchkey.directory.SchemaFaultException;
import dev.latchkey.http.ErrorStatus;
import dev.latchkey.http.Refusal;
import java.util.Map;

/** A call with a good token that was refused for another reason. */
final class SessionRefusal extends Refusal {

  private static final long serialVersionUID = 1L;

  private final SessionOutcome outcome;

  private SessionRefusal(ErrorStatus status, SessionOutcome outcome, Map<String, String> headers) {
    super(status, headers);
    this.outcome = outcome;
  }

  static SessionRefusal unknownOrganization() {
    return new SessionRefusal(ErrorStatus.NOT_FOUND, SessionOutcome.UNKNOWN_ORGANIZATION, Map.of());
  }

  /** What the caller sees of the directory's failure; the failure itself where it is a fault. */
  static Throwable of(Throwable failure) {
    if (failure instanceof DirectoryBusyException e) {
      return new SessionRefusal(
          ErrorStatus.SERVICE_UNAVAILABLE, SessionOutcome.OVERLOADED, retryAfter(e.retryAfter()));
    }
    if (failure instanceof DirectoryUnavailableException e) {
      return new SessionRefusal(
          ErrorStatus.SERVICE_UNAVAILABLE,
          SessionOutcome.DIRECTORY_UNAVAILABLE,
          retryAfter(e.retryAfter()));
    }
    if (failure instanceof SchemaFaultException) { // the directory tells it, not with each request
      return new SessionRefusal(ErrorStatus.INTERNAL_SERVER_ERROR, SessionOutcome.FAILED, Map.of());
    }
    return failure;
  }

  /** What the metrics say of a renewal that failed after the gate. */
  static SessionOutcome outcomeOf(Throwable failure) {
    if (failure instanceof TokenRefusal) {
      return SessionOutcome.REFUSED;
    }
    return failure instanceof SessionRefusal refusal ? refusal.outcome : SessionOutcome.FAILED;
  }
}
