package dev.latchkey.login;

import dev.latchkey.attempts.Attempt;
import dev.latchkey.audit.Outcome;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.StepHolder;
import dev.latchkey.session.NextStep;
import dev.latchkey.session.SessionTokens;
import dev.latchkey.token.TokenClaims;
import dev.latchkey.token.TokenScope;
import dev.latchkey.token.TokenSession;
import java.util.List;

/**
 * A step of somebody with a token, at the moment when the secret is to be compared.
 *
 * @param holder what the database knows
 * @param user of the token, whose session goes on
 * @param attempt that the limits let through
 */
record Step(StepCall call, StepHolder holder, LoginUser user, Attempt attempt) {

  TokenClaims token() {
    return call.token();
  }

  List<String> networks() {
    return call.client().networks();
  }

  /** The secret was wrong, or may not be used. */
  LoginRefusal denied(Outcome outcome) {
    attempt.failed();
    return LoginRefusal.denied(outcome, holder.holder().domain());
  }

  /**
   * Ends in a token for the next step.
   *
   * @param now the user, as the step has changed them
   * @param session with what the user has shown
   */
  LoginResponse proceed(SessionTokens tokens, LoginUser now, TokenSession session) {
    return LoginResponse.of(
        tokens.proceed(now, token(), session), now, NextStep.of(now, session.hasSecondFactor()));
  }

  /** A secret that the user had before was right: it clears failures where nothing is owed now. */
  LoginResponse succeed(LoginResponse response) {
    if (response.next() == TokenScope.ORG) {
      attempt.succeeded();
    } else {
      attempt.withdraw();
    }
    return response;
  }

  /** The attempt and the user are in it. */
  @Override
  public String toString() {
    return "Step[" + token() + "]";
  }
}
