package dev.latchkey.login;

import dev.latchkey.audit.Outcome;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.PasswordChanges;
import dev.latchkey.password.Admission;
import dev.latchkey.password.FairShareKey;
import dev.latchkey.password.PasswordCheck;
import dev.latchkey.password.PasswordVerifier;
import dev.latchkey.password.Verdict;
import dev.latchkey.session.NextStep;
import dev.latchkey.session.SessionTokens;
import dev.latchkey.session.TokenRefusal;
import dev.latchkey.token.TokenClaims;
import dev.latchkey.token.TokenScope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalInt;

/**
 * The policy of a change of the password by somebody who shows the current one. It costs two
 * hashes, and admission is asked for both before anything else. Everything but the hashing and the
 * rules runs on the caller's event loop.
 */
@ApplicationScoped
class PasswordChangeService {

  private static final int HASHES = 2;

  private final Steps steps;
  private final PasswordVerifier passwords;
  private final ChosenPassword chosen;
  private final PasswordChanges changes;
  private final SessionTokens tokens;

  PasswordChangeService(
      Steps steps,
      PasswordVerifier passwords,
      ChosenPassword chosen,
      PasswordChanges changes,
      SessionTokens tokens) {
    this.steps = steps;
    this.passwords = passwords;
    this.chosen = chosen;
    this.changes = changes;
    this.tokens = tokens;
  }

  /** All other sessions of the user end. */
  Uni<LoginResponse> change(StepCall call, PasswordChange request) {
    var owner = new FairShareKey(call.token().organizationDomain(), call.client().networks());
    var admission = passwords.admit(owner, HASHES);
    return Uni.createFrom()
        .deferred(
            () ->
                steps.run(
                    call,
                    PasswordChangeService::requireFactorShown,
                    step -> verify(step, request, admission)))
        .onTermination()
        .invoke(admission::release);
  }

  /** The second factor comes first, as in a login. */
  private static void requireFactorShown(TokenClaims token, LoginUser user) {
    if (NextStep.of(user, token.session().hasSecondFactor()) == TokenScope.MFA) {
      throw TokenRefusal.of(token);
    }
  }

  private Uni<LoginResponse> verify(Step step, PasswordChange request, Admission admission) {
    boolean letIn = !step.attempt().isLocked();
    return passwords
        .verify(
            admission,
            new PasswordCheck(
                request.password(), step.user().passwordHash(), OptionalInt.empty(), letIn))
        .invoke(verdict -> requireRight(step, verdict, letIn))
        .chain(right -> replace(step, request, admission));
  }

  private static void requireRight(Step step, Verdict verdict, boolean letIn) {
    if (verdict != Verdict.MATCH) {
      throw step.denied(Outcome.WRONG_PASSWORD);
    }
    if (!letIn) {
      throw step.denied(Outcome.LOCKED);
    }
  }

  private Uni<LoginResponse> replace(Step step, PasswordChange request, Admission admission) {
    if (request.newPassword().equals(request.password())) {
      throw LoginRefusal.isTheCurrentOne();
    }
    return chosen
        .accept(request.newPassword(), step.user(), step.holder())
        .chain(accepted -> passwords.hash(admission, accepted))
        .chain(hash -> store(step, hash));
  }

  private Uni<LoginResponse> store(Step step, String hash) {
    return changes
        .replace(step.user(), hash, step.networks())
        .chain(
            epoch ->
                epoch.isPresent()
                    ? Uni.createFrom().item(epoch.get())
                    : steps.requireLive(step).map(live -> replacedMeanwhile(step)))
        .map(epoch -> step.user().withPassword(hash, epoch))
        .map(user -> step.proceed(tokens, user, step.token().session()))
        .map(step::succeed);
  }

  /** Of two changes at once, the second finds another password. It was right: it counts not. */
  private static long replacedMeanwhile(Step step) {
    throw LoginRefusal.denied(Outcome.WRONG_PASSWORD, step.holder().holder().domain());
  }
}
