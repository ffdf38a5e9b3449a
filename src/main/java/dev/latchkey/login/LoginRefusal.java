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
import dev.latchkey.password.UnacceptablePasswordException;
import dev.latchkey.session.TokenRefusal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * A login or a further step that was refused. The caller sees the status; the outcome is for the
 * operator alone.
 */
final class LoginRefusal extends Refusal {

  private static final long serialVersionUID = 1L;

  private static final Duration KEYS_LATER = Duration.ofMinutes(1);

  private final Outcome outcome;

  private LoginRefusal(ErrorStatus status, Outcome outcome, Map<String, String> headers) {
    this(status, status.message(), outcome, headers);
  }

  private LoginRefusal(
      ErrorStatus status, String message, Outcome outcome, Map<String, String> headers) {
    super(status, message, headers);
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

  /** A factor that is required may be replaced, but not removed. */
  static LoginRefusal factorRequired() {
    return new LoginRefusal(
        ErrorStatus.CONFLICT,
        "The second factor is required: it can be replaced, but not removed.",
        Outcome.FACTOR_REQUIRED,
        Map.of());
  }

  /** Something is wrong on our side that the log tells of. */
  static LoginRefusal fault() {
    return new LoginRefusal(ErrorStatus.INTERNAL_SERVER_ERROR, Outcome.FAILED, Map.of());
  }

  /** The key of the secrets is missing here: nobody can enrol, or show this factor. */
  static LoginRefusal noFactorKeys() {
    return later(ErrorStatus.SERVICE_UNAVAILABLE, Outcome.NO_FACTOR_KEYS, KEYS_LATER);
  }

  static LoginRefusal isTheCurrentOne() {
    return unacceptable("The password is the current one.");
  }

  /**
   * @param rule that refuses the new password, as a sentence
   */
  private static LoginRefusal unacceptable(String rule) {
    return new LoginRefusal(
        ErrorStatus.BAD_REQUEST, "newPassword: " + rule, Outcome.UNACCEPTABLE_PASSWORD, Map.of());
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
    if (failure instanceof UnacceptablePasswordException e) {
      return unacceptable(Objects.requireNonNull(e.getMessage()));
    }
    if (failure instanceof SchemaFaultException) { // the directory tells it, not with each request
      return fault();
    }
    return failure;
  }

  private static LoginRefusal later(ErrorStatus status, Outcome outcome, Duration retryAfter) {
    return new LoginRefusal(status, outcome, retryAfter(retryAfter));
  }

  /** What the audit says of a call that failed. */
  static Outcome outcomeOf(Throwable failure) {
    if (failure instanceof MalformedBodyRefusal) {
      return Outcome.MALFORMED;
    }
    if (failure instanceof TokenRefusal) {
      return Outcome.INVALID_TOKEN;
    }
    return failure instanceof LoginRefusal refusal ? refusal.outcome : Outcome.FAILED;
  }
}
