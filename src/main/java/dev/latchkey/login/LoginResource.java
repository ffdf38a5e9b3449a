package dev.latchkey.login;

import dev.latchkey.audit.Act;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Authenticates a user within the context of a specific organization. */
@Path("/v1/{orgDomain}/auth/login")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class LoginResource {

  private final LoginService logins;
  private final AuditedCalls calls;

  LoginResource(LoginService logins, AuditedCalls calls) {
    this.logins = logins;
    this.calls = calls;
  }

  // Public, or the framework does not see it. The body comes as bytes: it is read more strictly
  // than data binding would read it.
  @POST
  public Uni<RestResponse<LoginResponse>> login(
      @PathParam("orgDomain") String orgDomain, byte[] body, RoutingContext http) {
    return calls
        .run(
            Act.LOGIN,
            http,
            (client, entry) ->
                logins.login(orgDomain, LoginRequestReader.read(body), client, entry),
            LoginResponse::outcome)
        .map(LoginResponse::answer);
  }
}
