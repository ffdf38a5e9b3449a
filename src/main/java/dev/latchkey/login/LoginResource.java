package dev.latchkey.login;

import dev.latchkey.throttle.Clients;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Authenticates a user within the context of a specific organization. */
@Path("/v1/{orgDomain}/auth/login")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class LoginResource {

  private final LoginService logins;
  private final Clients clients;

  LoginResource(LoginService logins, Clients clients) {
    this.logins = logins;
    this.clients = clients;
  }

  // Public, or the framework does not see it.
  @POST
  public Uni<RestResponse<LoginResponse>> login(
      @PathParam("orgDomain") String orgDomain, LoginRequest request, HttpServerRequest http) {
    return logins
        .login(orgDomain, request, clients.of(http))
        .map(
            response ->
                ResponseBuilder.ok(response)
                    .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                    .build());
  }
}
