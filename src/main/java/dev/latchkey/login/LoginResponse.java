package dev.latchkey.login;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.latchkey.audit.Outcome;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.session.Person;
import dev.latchkey.token.IssuedToken;
import dev.latchkey.token.TokenScope;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a login and to each step after it: docs/api.md has the members and their order.
 *
 * @param next what the token opens
 * @param recoveryCodes shown once; null where there are no new ones, and then no member
 */
record LoginResponse(
    String token,
    @JsonProperty("expires_in") long expiresIn,
    @JsonProperty("user") Person user,
    @JsonIgnore TokenScope next,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> recoveryCodes) {

  static LoginResponse of(IssuedToken token, LoginUser user, TokenScope next) {
    return new LoginResponse(token.compact(), token.expiresIn(), Person.of(user), next, null);
  }

  LoginResponse with(List<String> codes) {
    return new LoginResponse(token, expiresIn, user, next, codes);
  }

  /** Whether a step is still owed: the token then opens nothing else. */
  Outcome outcome() {
    return next == TokenScope.ORG ? Outcome.SUCCESS : Outcome.LIMITED;
  }

  static <T> RestResponse<T> answer(T body) {
    return ResponseBuilder.ok(body)
        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
        .build();
  }

  @Override
  public String toString() {
    return "LoginResponse[…]";
  }
}
