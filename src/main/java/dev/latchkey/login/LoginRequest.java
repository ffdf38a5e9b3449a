package dev.latchkey.login;

import dev.latchkey.directory.LoginName;
import dev.latchkey.http.MalformedBodyRefusal;

/**
 * The credentials of one login, in the form that docs/api.md asks for: a {@code username} that is
 * not blank, of at most 254 code points, without NUL or unpaired surrogate, and a {@code password}
 * that is not empty. Neither is trimmed or normalised.
 */
record LoginRequest(String username, String password) {

  /**
   * @throws MalformedBodyRefusal that names the member and never its value
   */
  LoginRequest {
    if (username.isBlank()) {
      throw new MalformedBodyRefusal("username must not be blank.");
    }
    if (LoginName.isTooLong(username)) {
      throw new MalformedBodyRefusal(
          "username must have at most " + LoginName.MAX_LENGTH + " characters.");
    }
    if (username.indexOf('\0') >= 0 || !LoginName.isUnicode(username)) {
      throw new MalformedBodyRefusal("username must not have a NUL or an unpaired surrogate.");
    }
    if (password.isEmpty()) {
      throw new MalformedBodyRefusal("password must not be empty.");
    }
  }

  @Override
  public String toString() {
    return "LoginRequest[…]";
  }
}
