package dev.latchkey.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.token.TokenIssuer;
import java.util.List;
import java.util.UUID;

/** The answer to a successful login: members and their order are CONTRACT.md's. */
record LoginResponse(
    String token, @JsonProperty("expires_in") long expiresIn, @JsonProperty("user") Person user) {

  record Person(
      UUID id,
      String username,
      String email,
      String firstName,
      String lastName,
      String status,
      boolean mfaRequired,
      boolean mfaConfigured,
      boolean changePassword,
      @JsonProperty("invite_expired") boolean inviteExpired,
      List<String> favorite) {}

  static LoginResponse of(String token, LoginUser account, boolean changePassword) {
    return new LoginResponse(
        token,
        TokenIssuer.LIFETIME.toSeconds(),
        new Person(
            account.id(),
            account.username(),
            account.email(),
            account.firstName(),
            account.lastName(),
            account.status().text(),
            account.mfaRequired(),
            account.mfaConfigured(),
            changePassword,
            false, // an expired invitation is a 401
            account.favorites()));
  }

  /** Whether the token opens only a step that is still owed. */
  boolean limited() {
    return user.mfaRequired() || user.changePassword();
  }

  @Override
  public String toString() {
    return "LoginResponse[…]";
  }
}
