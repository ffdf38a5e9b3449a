package dev.latchkey.login;

import dev.latchkey.attempts.Attempt;
import dev.latchkey.attempts.Attempts;
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
import dev.latchkey.session.NextStep;
import dev.latchkey.session.SessionTokens;
import dev.latchkey.token.TokenScope;
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
  private final SessionTokens tokens;
  private final Clock clock;

  /** What all steps of one login need. */
  private record Tried(LoginName name, Client client, AuditEntry audit, Admission admission) {

    /** What would have refused the attempt. */
    void tell(Attempt attempt) {
      attempt.shadowed().ifPresent(limit -> audit.shadowed(limit.label()));
    }
  }

  LoginService(
      Directory directory,
      PasswordVerifier passwords,
      Attempts attempts,
      SessionTokens tokens,
      Clock clock) {
    this.directory = directory;
    this.passwords = passwords;
    this.attempts = attempts;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * @param audit is told what becomes known on the way; the caller closes it
   * @return fails with a {@link LoginRefusal}, or with another room's failure
   */
  Uni<LoginResponse> login(
      String orgDomain, LoginRequest request, Client client, AuditEntry audit) {
    return Uni.createFrom().deferred(() -> admit(orgDomain, request, client, audit));
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
    var tried = new Tried(name, client, audit, admission);
    return Uni.createFrom()
        .deferred(() -> begin(domain, orgDomain, request, tried))
        .onTermination()
        .invoke(admission::release);
  }

  /** What this process knows of the attempts is asked before the database is. */
  private Uni<LoginResponse> begin(
      Optional<OrgDomain> domain, String orgDomain, LoginRequest request, Tried tried) {
    return attempts
        .begin(
            domain.map(OrgDomain::value).orElse(orgDomain),
            tried.name,
            tried.client,
            passwords.maxWait())
        .invoke(tried::tell)
        .chain(attempt -> lookUp(domain, request.password(), tried, attempt));
  }

  private Uni<LoginResponse> lookUp(
      Optional<OrgDomain> domain, String password, Tried tried, Attempt attempt) {
    return find(domain, tried, attempt)
        .onFailure()
        .invoke(attempt::withdraw)
        .map(candidate -> candidate.orElseThrow(LoginRefusal::unknownOrganization))
        .invoke(candidate -> tried.audit.found(candidate.domain().value(), candidate.userId()))
        .invoke(candidate -> attempt.judge(candidate.userId(), candidate.tallies()))
        .invoke(() -> tried.tell(attempt))
        .chain(candidate -> check(candidate, password, tried, attempt))
        .onTermination()
        .invoke(attempt::end);
  }

  private Uni<Optional<Candidate>> find(
      Optional<OrgDomain> orgDomain, Tried tried, Attempt attempt) {
    return orgDomain
        .map(domain -> directory.find(domain, tried.name, tried.client.networks(), attempt.keys()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /** An attempt that ends without a verdict is withdrawn, unless its caller hangs up. */
  private Uni<LoginResponse> check(
      Candidate candidate, String password, Tried tried, Attempt attempt) {
    boolean mayLogIn = candidate.mayLogIn(clock.instant());
    var check =
        new PasswordCheck(
            password,
            candidate.passwordHash(),
            candidate.highestCost(),
            mayLogIn && !attempt.isLocked());
    return passwords
        .verify(tried.admission, check)
        .onFailure()
        .invoke(attempt::withdraw)
        .map(verdict -> decide(candidate, mayLogIn, verdict, attempt));
  }

  /** Whether a user may log in counts only after the password was right. */
  private LoginResponse decide(
      Candidate candidate, boolean mayLogIn, Verdict verdict, Attempt attempt) {
    LoginUser user = candidate.user();
    if (user == null) {
      throw denied(Outcome.UNKNOWN_USER, candidate, attempt);
    }
    if (verdict != Verdict.MATCH) {
      throw denied(mismatch(verdict), candidate, attempt);
    }
    if (!mayLogIn) {
      throw denied(exclusion(user.status()), candidate, attempt);
    }
    if (attempt.isLocked()) {
      throw denied(Outcome.LOCKED, candidate, attempt);
    }
    var next = NextStep.of(user, false);
    if (next == TokenScope.ORG) {
      attempt.succeeded();
    } else {
      attempt.withdraw();
    }
    var token = tokens.begin(user, candidate.organizationId(), candidate.domain());
    return LoginResponse.of(token, user, next);
  }

  private static LoginRefusal denied(Outcome outcome, Candidate candidate, Attempt attempt) {
    attempt.failed();
    return LoginRefusal.denied(outcome, candidate.domain());
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
}
