package dev.latchkey.login;

import dev.latchkey.factor.OneTimeCode;
import dev.latchkey.http.MalformedBodyRefusal;
import dev.latchkey.http.StrictBody;

/** The body of a reset: a one-time code and the new password. */
record PasswordReset(OneTimeCode code, String newPassword) {

  private static final String CODE = "code";
  private static final String NEW_PASSWORD = "newPassword";

  /**
   * @throws MalformedBodyRefusal that says what is wrong
   */
  static PasswordReset read(byte[] body) {
    var members = StrictBody.read(body, CODE, NEW_PASSWORD);
    var code = members.string(CODE);
    var newPassword = members.string(NEW_PASSWORD);
    PasswordChange.requireText(CODE, code);
    PasswordChange.requireText(NEW_PASSWORD, newPassword);
    return new PasswordReset(OneTimeCode.typed(code), newPassword);
  }

  @Override
  public String toString() {
    return "PasswordReset[…]";
  }
}
