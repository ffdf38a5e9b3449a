package dev.latchkey.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.latchkey.token.IssuedToken;

/** The answer to a renewal: docs/api.md has the members and their order. */
record RenewResponse(String token, @JsonProperty("expires_in") long expiresIn) {

  static RenewResponse of(IssuedToken token) {
    return new RenewResponse(token.compact(), token.expiresIn());
  }

  @Override
  public String toString() {
    return "RenewResponse[…]";
  }
}
