package dev.latchkey.login;

import dev.latchkey.audit.Act;
import dev.latchkey.session.Demand;
import dev.latchkey.session.TokenGate;
import dev.latchkey.token.TokenScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** A new password, for somebody who shows the current one or a one-time code. */
@Path(PasswordResource.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class PasswordResource {

  static final String PATH = "/v1/{orgDomain}/auth/password";

  private final PasswordChangeService changes;
  private final PasswordResetService resets;
  private final AuditedCalls calls;
  private final TokenGate gate;

  PasswordResource(
      PasswordChangeService changes,
      PasswordResetService resets,
      AuditedCalls calls,
      TokenGate gate) {
    this.changes = changes;
    this.resets = resets;
    this.calls = calls;
    this.gate = gate;
  }

  void guard(@Observes Router router) {
    gate.guard(
        router, HttpMethod.POST, PATH, Demand.of(TokenScope.PASSWORD, TokenScope.ORG), () -> {});
  }

  // Public, or the framework does not see it, as all methods of resources.
  @POST
  public Uni<RestResponse<LoginResponse>> change(byte[] body, RoutingContext http) {
    return calls.step(
        Act.PASSWORD_CHANGE,
        http,
        call -> changes.change(call, PasswordChange.read(body)),
        LoginResponse::outcome);
  }

  @POST
  @Path("/reset")
  public Uni<RestResponse<LoginResponse>> reset(
      @PathParam("orgDomain") String orgDomain, byte[] body, RoutingContext http) {
    return calls
        .run(
            Act.PASSWORD_RESET,
            http,
            (client, entry) -> resets.reset(orgDomain, PasswordReset.read(body), client, entry),
            LoginResponse::outcome)
        .map(LoginResponse::answer);
  }
}
