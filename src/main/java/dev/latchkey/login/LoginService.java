package dev.latchkey.login;

import dev.latchkey.attempts.Attempts;
import dev.latchkey.attempts.Reservation;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Outcome;
import dev.latchkey.caller.Client;
import dev.latchkey.directory.Candidate;
import dev.latchkey.directory.Directory;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.UserStatus;
import dev.latchkey.password.Admission;
import dev.latchkey.password.FairShareKey;
import dev.latchkey.password.PasswordCheck;
import dev.latchkey.password.PasswordVerifier;
import dev.latchkey.password.Verdict;
import dev.latchkey.token.TokenIssuer;
import dev.latchkey.token.TokenScope;
import dev.latchkey.token.TokenSubject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** The policy of one login. Everything but the hashing runs on the caller's event loop. */
@ApplicationScoped
class LoginService {

  private final Directory directory;
  private final PasswordVerifier passwords;
  private final Attempts attempts;
  private final TokenIssuer tokens;
  private final Clock clock;
  private final OutageLog outages = new OutageLog(System::nanoTime);

  LoginService(
      Directory directory,
      PasswordVerifier passwords,
      Attempts attempts,
      TokenIssuer tokens,
      Clock clock) {
    this.directory = directory;
    this.passwords = passwords;
    this.attempts = attempts;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * @param audit is told what becomes known on the way; the caller closes it
   * @return fails with a {@link LoginRefusal}
   */
  Uni<LoginResponse> login(
      String orgDomain, LoginRequest request, Client client, AuditEntry audit) {
    return Uni.createFrom()
        .deferred(() -> admit(orgDomain, request, client, audit))
        .onFailure()
        .transform(LoginRefusal::of);
  }

  /**
   * Admission comes before the 404: an overloaded service refuses at once, without a query, also
   * where callers make organisations up.
   */
  private Uni<LoginResponse> admit(
      String orgDomain, LoginRequest request, Client client, AuditEntry audit) {
    Optional<OrgDomain> domain = OrgDomain.parse(orgDomain);
    LoginName name = LoginName.of(request.username());
    audit.tried(name.key());
    Admission admission =
        passwords.admit(
            new FairShareKey(domain.map(OrgDomain::value).orElse(""), client.networks()));
    return Uni.createFrom()
        .deferred(() -> lookUp(domain, name, request.password(), client, audit, admission))
        .onTermination()
        .invoke(admission::release);
  }

  /**
   * An attempt of the client's networks counts before the look-up. It stays counted after a 404:
   * asking for organisations that do not exist is not free. It also stays counted if the caller
   * hangs up. Otherwise a caller would ask, hang up and pay nothing. It is given back if the
   * database gives no answer.
   */
  private Uni<LoginResponse> lookUp(
      Optional<OrgDomain> domain,
      LoginName name,
      String password,
      Client client,
      AuditEntry audit,
      Admission admission) {
    Reservation reservation = attempts.reserve(client);
    return find(domain, name, client)
        .onFailure()
        .invoke(reservation::giveBack)
        .map(candidate -> candidate.orElseThrow(LoginRefusal::unknownOrganization))
        .invoke(candidate -> audit.found(candidate.domain().value(), candidate.userId()))
        .chain(candidate -> attempt(candidate, name, password, reservation, admission));
  }

  private Uni<Optional<Candidate>> find(
      Optional<OrgDomain> orgDomain, LoginName name, Client client) {
    return orgDomain
        .map(domain -> directory.find(domain, name, client.networks()).invoke(outages::answered))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .onFailure(OutageLog::tells)
        .invoke(outages::report);
  }

  /**
   * An attempt that fails without a verdict is given back. An attempt whose caller hangs up here is
   * not: a right password may be answered sooner than a refusal, so silence would be a free
   * verdict.
   */
  private Uni<LoginResponse> attempt(
      Candidate candidate,
      LoginName name,
      String password,
      Reservation reservation,
      Admission admission) {
    attempts.addName(reservation, candidate.organizationId(), name.key());
    boolean mayLogIn = candidate.mayLogIn(clock.instant());
    var check =
        new PasswordCheck(password, candidate.passwordHash(), candidate.highestCost(), mayLogIn);
    return passwords
        .verify(admission, check)
        .onFailure()
        .invoke(reservation::giveBack)
        .map(verdict -> decide(candidate, mayLogIn, verdict, reservation));
  }

  /** Whether a user may log in counts only after the password was right. */
  private LoginResponse decide(
      Candidate candidate, boolean mayLogIn, Verdict verdict, Reservation reservation) {
    LoginUser user = candidate.user();
    if (user == null) {
      throw LoginRefusal.denied(Outcome.UNKNOWN_USER, candidate.domain());
    }
    if (verdict != Verdict.MATCH) {
      throw LoginRefusal.denied(mismatch(verdict), candidate.domain());
    }
    if (!mayLogIn) {
      throw LoginRefusal.denied(exclusion(user.status()), candidate.domain());
    }
    reservation.giveBack();
    return LoginResponse.of(tokens.issue(subject(candidate, user)), user);
  }

  private static Outcome mismatch(Verdict verdict) {
    return switch (verdict) {
      case NO_HASH -> Outcome.NO_PASSWORD;
      case DAMAGED_HASH -> Outcome.DAMAGED_HASH;
      case MATCH, MISMATCH -> Outcome.WRONG_PASSWORD;
    };
  }

  private static Outcome exclusion(UserStatus status) {
    return status == UserStatus.DISABLED ? Outcome.DISABLED : Outcome.INVITATION_EXPIRED;
  }

  private static TokenSubject subject(Candidate candidate, LoginUser user) {
    return new TokenSubject(
        user.id(),
        user.username(),
        user.email(),
        candidate.organizationId(),
        candidate.domain().value(),
        TokenScope.of(user.mfaRequired(), user.owesNewPassword()));
  }
}
