package dev.latchkey.login;

import dev.latchkey.attempts.Attempt;
import dev.latchkey.attempts.Attempts;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Outcome;
import dev.latchkey.caller.Client;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.PasswordChanges;
import dev.latchkey.directory.StepHolder;
import dev.latchkey.directory.StepLookups;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The policy of a new password by somebody with a one-time code. The code is looked up first, and
 * used up last: until the new password is stored, the code and the old password stay as they are.
 */
@ApplicationScoped
class PasswordResetService {

  /** One finds out whether the new password is the current one. */
  private static final int HASHES = 2;

  private final PasswordVerifier passwords;
  private final Steps steps;
  private final Attempts attempts;
  private final StepLookups lookups;
  private final ChosenPassword chosen;
  private final PasswordChanges changes;
  private final SessionTokens tokens;

  /** What all steps of one reset need. */
  private record Tried(
      PasswordReset request,
      Client client,
      Admission admission,
      Attempt attempt,
      StepHolder holder) {

    LoginRefusal denied() {
      attempt.failed();
      return LoginRefusal.denied(Outcome.WRONG_CODE, holder.holder().domain());
    }

    LoginUser user() {
      var user = holder.holder().user();
      if (user == null) {
        throw denied();
      }
      return user;
    }
  }

  PasswordResetService(
      PasswordVerifier passwords,
      Steps steps,
      Attempts attempts,
      StepLookups lookups,
      ChosenPassword chosen,
      PasswordChanges changes,
      SessionTokens tokens) {
    this.passwords = passwords;
    this.steps = steps;
    this.attempts = attempts;
    this.lookups = lookups;
    this.chosen = chosen;
    this.changes = changes;
    this.tokens = tokens;
  }

  /** All other sessions of the user end. An invited user is active afterwards. */
  Uni<LoginResponse> reset(
      String orgDomain, PasswordReset request, Client client, AuditEntry audit) {
    var domain = OrgDomain.parse(orgDomain);
    var admission =
        passwords.admit(
            new FairShareKey(domain.map(OrgDomain::value).orElse(""), client.networks()), HASHES);
    return steps
        .attempt(
            domain.map(OrgDomain::value).orElse(orgDomain),
            nameOf(request),
            client,
            audit,
            attempt -> find(domain, request, client, attempt),
            (attempt, found) -> judge(new Tried(request, client, admission, attempt, found)),
            this::use)
        .onTermination()
        .invoke(admission::release);
  }

  /**
   * Under what a code's failures are counted. No user's name has a NUL, so these counts are the
   * code's alone.
   */
  private static LoginName nameOf(PasswordReset request) {
    return LoginName.of("\0" + HexFormat.of().formatHex(request.code().hash()));
  }

  private Uni<Optional<StepHolder>> find(
      Optional<OrgDomain> orgDomain, PasswordReset request, Client client, Attempt attempt) {
    return orgDomain
        .map(
            domain ->
                lookups.find(domain, request.code().hash(), attempt.keys(), client.networks()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /** Whose account it is counts only after the code was right: nobody can guess one. */
  private static Tried judge(Tried tried) {
    tried.attempt.judge(null, tried.holder.tallies());
    return tried;
  }

  private Uni<LoginResponse> use(Tried tried) {
    var user = tried.user();
    return chosen
        .accept(tried.request.newPassword(), user, tried.holder)
        .call(() -> requireNew(user, tried))
        .chain(accepted -> passwords.hash(tried.admission, accepted))
        .chain(hash -> store(tried, user, hash));
  }

  /**
   * It comes after the rules, and counts where it is the current one: whoever has the code must not
   * guess at the old password. A guess that is wrong uses the code up.
   */
  private Uni<Verdict> requireNew(LoginUser user, Tried tried) {
    if (user.passwordHash() == null) {
      return Uni.createFrom().item(Verdict.NO_HASH);
    }
    return passwords
        .verify(
            tried.admission,
            new PasswordCheck(
                tried.request.newPassword(), user.passwordHash(), OptionalInt.empty(), true))
        .invoke(
            verdict -> {
              if (verdict == Verdict.MATCH) {
                tried.attempt.failed();
                throw LoginRefusal.isTheCurrentOne();
              }
            });
  }

  private Uni<LoginResponse> store(Tried tried, LoginUser user, String hash) {
    return changes
        .useCode(user.id(), tried.request.code().normalized(), hash, tried.client.networks())
        .map(epoch -> user.withPassword(hash, epoch.orElseThrow(tried::denied)))
        .invoke(now -> forgetFailures(tried, now))
        .map(now -> respond(tried, now));
  }

  private void forgetFailures(Tried tried, LoginUser user) {
    tried.attempt.withdraw();
    attempts.forget(
        tried.holder.holder().domain().value(),
        List.of(LoginName.of(user.username()), LoginName.of(user.email())),
        tried.client,
        user.id(),
        NextStep.of(user, false) == TokenScope.ORG);
  }

  private LoginResponse respond(Tried tried, LoginUser user) {
    var holder = tried.holder.holder();
    var token = tokens.begin(user, holder.organizationId(), holder.domain());
    return LoginResponse.of(token, user, NextStep.of(user, false));
  }
}
