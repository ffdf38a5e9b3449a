package dev.latchkey.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.latchkey.audit.Outcome;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.token.TokenIssuer;
import java.util.List;
import java.util.UUID;

/** The answer to a successful login: docs/api.md has the members and their order. */
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

  static LoginResponse of(String token, LoginUser user) {
    return new LoginResponse(
        token,
        TokenIssuer.LIFETIME.toSeconds(),
        new Person(
            user.id(),
            user.username(),
            user.email(),
            user.firstName(),
            user.lastName(),
            user.status().text(),
            user.mfaRequired(),
            user.mfaConfigured(),
            user.owesNewPassword(),
            false, // an expired invitation is a 401
            user.favorites()));
  }

  /** Whether a step is still owed: the token then opens nothing else. */
  Outcome outcome() {
    return user.mfaRequired() || user.changePassword() ? Outcome.LIMITED : Outcome.SUCCESS;
  }

  @Override
  public String toString() {
    return "LoginResponse[…]";
  }
}
