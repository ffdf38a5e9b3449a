package dev.latchkey.login;

import dev.latchkey.http.MalformedBodyRefusal;
import dev.latchkey.http.StrictBody;

/** The body of a change of the password: the current one and the new one. Neither is empty. */
record PasswordChange(String password, String newPassword) {

  private static final String PASSWORD = "password";
  private static final String NEW_PASSWORD = "newPassword";

  PasswordChange {
    requireText(PASSWORD, password);
    requireText(NEW_PASSWORD, newPassword);
  }

  /**
   * @throws MalformedBodyRefusal that says what is wrong
   */
  static PasswordChange read(byte[] body) {
    var members = StrictBody.read(body, PASSWORD, NEW_PASSWORD);
    return new PasswordChange(members.string(PASSWORD), members.string(NEW_PASSWORD));
  }

  static void requireText(String name, String value) {
    if (value.isEmpty()) {
      throw new MalformedBodyRefusal(name + " must not be empty.");
    }
  }

  @Override
  public String toString() {
    return "PasswordChange[…]";
  }
}
