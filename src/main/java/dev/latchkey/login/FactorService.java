package dev.latchkey.login;

import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.SecondFactors;
import dev.latchkey.directory.StoredSecret;
import dev.latchkey.factor.OtpAuthUri;
import dev.latchkey.factor.RecoveryCode;
import dev.latchkey.factor.TotpCode;
import dev.latchkey.factor.TotpSecret;
import dev.latchkey.session.SessionTokens;
import dev.latchkey.session.TokenRefusal;
import dev.latchkey.token.TokenClaims;
import dev.latchkey.token.TokenScope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The policy of the second factor: showing it, enrolling one, and what its owner may change. It
 * runs on the caller's event loop.
 */
@ApplicationScoped
class FactorService {

  private final Steps steps;
  private final FactorCheck check;
  private final SecondFactors factors;
  private final SessionTokens tokens;

  FactorService(Steps steps, FactorCheck check, SecondFactors factors, SessionTokens tokens) {
    this.steps = steps;
    this.check = check;
    this.factors = factors;
    this.tokens = tokens;
  }

  /** The second step of a login. */
  Uni<LoginResponse> show(StepCall call, FactorProof proof) {
    return steps.run(
        call,
        step ->
            check
                .use(step, proof)
                .map(factor -> call.token().session().withSecondFactor(proof.code() != null))
                .map(session -> step.proceed(tokens, step.user(), session))
                .map(step::succeed));
  }

  /** Makes a secret, in the place of one that was not confirmed. */
  Uni<Enrolment> enrol(StepCall call) {
    return steps.run(
        call,
        FactorService::requireMayEnrol,
        step -> {
          var user = step.user();
          var secret = TotpSecret.random();
          var sealed = check.seal(user.id(), secret);
          var uri = OtpAuthUri.of(step.holder().organizationName(), user.username(), secret);
          return factors
              .enrol(user.id(), sealed.keyId(), sealed.bytes(), step.networks())
              .invoke(kept -> requireSame(step, kept))
              .invoke(step.attempt()::withdraw)
              .map(kept -> new Enrolment(secret.base32(), uri));
        });
  }

  /**
   * Makes the secret the user's factor. Other failures are not forgotten: whoever asked for the
   * secret knows it.
   */
  Uni<LoginResponse> confirm(StepCall call, TotpCode code) {
    return steps.run(
        call,
        FactorService::requireMayEnrol,
        step -> {
          var codes = RecoveryCode.newSet();
          return check
              .confirm(step, code, hashes(codes))
              .invoke(step.attempt()::withdraw)
              .map(done -> call.token().session().withSecondFactor(true))
              .map(session -> step.proceed(tokens, step.user().withFactor(), session))
              .map(response -> response.with(texts(codes)));
        });
  }

  /** A stolen password, or a token from before, must not replace a confirmed factor. */
  private static void requireMayEnrol(TokenClaims token, LoginUser user) {
    if (user.mfaConfigured() && !token.session().hasSecondFactor()) {
      throw token.scope() == TokenScope.ORG
          ? TokenRefusal.insufficient(token)
          : TokenRefusal.of(token);
    }
  }

  /** Gives new recovery codes; the old ones are void. */
  Uni<RecoveryCodes> renewRecoveryCodes(StepCall call, FactorProof proof) {
    return steps.run(
        call, step -> use(step, proof).chain(factor -> replaceRecoveryCodes(step, factor)));
  }

  /** A right code clears no failures here: the session has a second factor already. */
  private Uni<StoredSecret> use(Step step, FactorProof proof) {
    return check.use(step, proof).invoke(step.attempt()::withdraw);
  }

  private Uni<RecoveryCodes> replaceRecoveryCodes(Step step, StoredSecret factor) {
    var codes = RecoveryCode.newSet();
    return factors
        .replaceRecoveryCodes(step.user().id(), factor, hashes(codes), step.networks())
        .invoke(replaced -> requireSame(step, replaced))
        .map(replaced -> new RecoveryCodes(texts(codes)));
  }

  /**
   * The user was deleted, or the factor replaced or removed meanwhile: the session is not theirs.
   */
  private static void requireSame(Step step, boolean same) {
    if (!same) {
      throw TokenRefusal.of(step.token());
    }
  }

  /** The code is used up, also where the factor may not be removed. */
  Uni<Void> remove(StepCall call, FactorProof proof) {
    return steps.run(call, step -> use(step, proof).chain(factor -> remove(step, factor)));
  }

  private Uni<Void> remove(Step step, StoredSecret factor) {
    if (step.user().mfaRequired()) {
      throw LoginRefusal.factorRequired();
    }
    return factors
        .remove(step.user().id(), factor, step.networks())
        .invoke(removed -> requireSame(step, removed))
        .replaceWithVoid();
  }

  private static List<byte[]> hashes(List<RecoveryCode> codes) {
    return codes.stream().map(RecoveryCode::hash).toList();
  }

  private static List<String> texts(List<RecoveryCode> codes) {
    return codes.stream().map(RecoveryCode::text).toList();
  }
}
