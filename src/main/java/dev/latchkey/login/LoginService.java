package dev.latchkey.login;

import dev.latchkey.attempts.Attempts;
import dev.latchkey.attempts.Reservation;
import dev.latchkey.attempts.TooManyAttemptsException;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Outcome;
import dev.latchkey.caller.Client;
import dev.latchkey.directory.Candidate;
import dev.latchkey.directory.Directory;
import dev.latchkey.directory.DirectoryUnavailableException;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.password.Admission;
import dev.latchkey.password.FairShareKey;
import dev.latchkey.password.OverloadedException;
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
import org.jspecify.annotations.Nullable;

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
   * @param audit is told what becomes known on the way; whoever calls closes it
   * @return fails with a {@link LoginRefusal}
   * @throws LoginRefusal when it is clear at once
   */
  Uni<LoginResponse> login(
      String orgDomain, LoginRequest request, Client client, AuditEntry audit) {
    Optional<OrgDomain> domain = OrgDomain.parse(orgDomain);
    LoginName name = LoginName.of(request.username());
    audit.tried(name.key());
    Admission admission;
    try {
      admission =
          passwords.admit(
              new FairShareKey(domain.map(OrgDomain::value).orElse(""), client.network()));
    } catch (OverloadedException e) {
      throw LoginRefusal.overloaded(e.retryAfter());
    }
    return find(domain, name)
        .map(match -> match.orElseThrow(LoginRefusal::unknownOrganization))
        .invoke(match -> audit.found(match.domain().value(), match.userId()))
        .chain(match -> attempt(match, name, request.password(), client, admission))
        .onTermination()
        .invoke(admission::release);
  }

  private Uni<Optional<Candidate>> find(Optional<OrgDomain> orgDomain, LoginName name) {
    return orgDomain
        .map(domain -> directory.find(domain, name))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .onFailure(DirectoryUnavailableException.class)
        .transform(this::unavailable);
  }

  private LoginRefusal unavailable(Throwable outage) {
    outages.report(outage);
    return LoginRefusal.directoryUnavailable();
  }

  /**
   * An attempt that fails without a verdict is given back. One whose caller hangs up here is not: a
   * right password may be answered sooner than a refusal, so silence would be a verdict for free.
   */
  private Uni<LoginResponse> attempt(
      Candidate match, LoginName name, String password, Client client, Admission admission) {
    Reservation reservation;
    try {
      reservation = attempts.reserve(match.organizationId(), name.key(), client);
    } catch (TooManyAttemptsException e) {
      throw LoginRefusal.tooManyAttempts(e.retryAfter());
    }
    Optional<Outcome> bar = bar(match.user());
    return verify(match, password, bar.isEmpty(), admission)
        .onFailure()
        .invoke(reservation::giveBack)
        .map(verdict -> decide(match, bar, verdict, reservation));
  }

  private Uni<Verdict> verify(
      Candidate match, String password, boolean letIn, Admission admission) {
    LoginUser account = match.user();
    String storedHash = account == null ? null : account.passwordHash();
    return passwords
        .verify(admission, new PasswordCheck(password, storedHash, match.highestCost(), letIn))
        .onFailure(OverloadedException.class)
        .transform(e -> LoginRefusal.overloaded(e.retryAfter()));
  }

  private LoginResponse decide(
      Candidate match, Optional<Outcome> bar, Verdict verdict, Reservation reservation) {
    LoginUser account = match.user();
    if (account == null || verdict != Verdict.MATCH) {
      throw LoginRefusal.denied(reason(account, verdict), match.domain());
    }
    bar.ifPresent(
        reason -> {
          throw LoginRefusal.denied(reason, match.domain());
        });
    reservation.giveBack();
    boolean changePassword = account.owesNewPassword();
    var scope = TokenScope.of(account.mfaRequired(), changePassword);
    return LoginResponse.of(tokens.issue(subject(match, account, scope)), account, changePassword);
  }

  /**
   * What keeps out whoever knows the password. It comes to bear only after the password was right.
   */
  private Optional<Outcome> bar(@Nullable LoginUser account) {
    if (account == null) {
      return Optional.of(Outcome.UNKNOWN_USER);
    }
    return switch (account.status()) {
      case ACTIVE -> Optional.empty();
      case DISABLED -> Optional.of(Outcome.DISABLED);
      case INVITED ->
          account.inviteExpiresAt() != null && clock.instant().isBefore(account.inviteExpiresAt())
              ? Optional.empty()
              : Optional.of(Outcome.INVITATION_EXPIRED);
    };
  }

  private static Outcome reason(@Nullable LoginUser account, Verdict verdict) {
    if (account == null) {
      return Outcome.UNKNOWN_USER;
    }
    return switch (verdict) {
      case NO_HASH -> Outcome.NO_PASSWORD;
      case DAMAGED_HASH -> Outcome.DAMAGED_HASH;
      case MATCH, MISMATCH -> Outcome.WRONG_PASSWORD;
    };
  }

  private static TokenSubject subject(Candidate match, LoginUser account, TokenScope scope) {
    return new TokenSubject(
        account.id(),
        account.username(),
        account.email(),
        match.organizationId(),
        match.domain().value(),
        scope);
  }
}
