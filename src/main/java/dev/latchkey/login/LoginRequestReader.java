package dev.latchkey.login;

import dev.latchkey.http.MalformedBodyRefusal;
import dev.latchkey.http.StrictBody;

/** Reads the body of a login. */
final class LoginRequestReader {

  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";

  private LoginRequestReader() {}

  /**
   * @throws MalformedBodyRefusal that says what is wrong
   */
  static LoginRequest read(byte[] body) {
    var members = StrictBody.read(body, USERNAME, PASSWORD);
    return new LoginRequest(members.string(USERNAME), members.string(PASSWORD));
  }
}
