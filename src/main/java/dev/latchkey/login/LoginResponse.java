package dev.latchkey.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.latchkey.audit.Outcome;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.session.Person;
import dev.latchkey.token.IssuedToken;

/** The answer to a successful login: docs/api.md has the members and their order. */
record LoginResponse(
    String token, @JsonProperty("expires_in") long expiresIn, @JsonProperty("user") Person user) {

  static LoginResponse of(IssuedToken token, LoginUser user) {
    return new LoginResponse(token.compact(), token.expiresIn(), Person.of(user));
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
