package dev.latchkey.login;

/**
 * The credentials of one login, in the form that CONTRACT.md asks for: a {@code username} that is
 * not blank, of at most 254 code points, without NUL or unpaired surrogate, and a {@code password}
 * that is not empty. Neither is trimmed or normalised.
 */
record LoginRequest(String username, String password) {

  private static final int MAX_USERNAME = 254;

  /**
   * @throws MalformedRequest that names the member and never its value
   */
  LoginRequest {
    if (username.isBlank()) {
      throw new MalformedRequest("username must not be blank.");
    }
    if (username.codePointCount(0, username.length()) > MAX_USERNAME) {
      throw new MalformedRequest("username must have at most 254 characters.");
    }
    if (username.codePoints().anyMatch(c -> c == 0 || isSurrogate(c))) {
      throw new MalformedRequest("username must not have a NUL or an unpaired surrogate.");
    }
    if (password.isEmpty()) {
      throw new MalformedRequest("password must not be empty.");
    }
  }

  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  @Override
  public String toString() {
    return "LoginRequest[…]";
  }
}
