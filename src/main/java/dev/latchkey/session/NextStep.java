package dev.latchkey.session;

import dev.latchkey.directory.LoginUser;
import dev.latchkey.token.TokenScope;

/** What a user still owes after the right password, and so what a token of theirs opens. */
public final class NextStep {

  private NextStep() {}

  /**
   * The scope of a token now. The second factor comes first: a stolen temporary password must not
   * be enough to set another one.
   *
   * @param shownFactor whether the user has shown a second factor in this session
   */
  public static TokenScope of(LoginUser user, boolean shownFactor) {
    boolean owesFactor = user.mfaConfigured() ? !shownFactor : user.mfaRequired();
    if (owesFactor) {
      return TokenScope.MFA;
    }
    return user.owesNewPassword() ? TokenScope.PASSWORD : TokenScope.ORG;
  }
}
