package dev.latchkey.login;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.Outcome;
import dev.latchkey.caller.Clients;
import dev.latchkey.http.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
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
  private final Audit audit;

  LoginResource(LoginService logins, Clients clients, Audit audit) {
    this.logins = logins;
    this.clients = clients;
    this.audit = audit;
  }

  // Public, or the framework does not see it. The body comes as bytes: it is read more strictly
  // than data binding would read it, and a malformed body is audited like any other attempt.
  @POST
  public Uni<RestResponse<LoginResponse>> login(
      @PathParam("orgDomain") String orgDomain, byte[] body, RoutingContext http) {
    var client = clients.of(http.request());
    var entry = audit.open(RequestId.of(http), client.address());
    return Uni.createFrom()
        .deferred(() -> logins.login(orgDomain, LoginRequestReader.read(body), client, entry))
        .onItem()
        .invoke(response -> entry.close(response.outcome()))
        .onFailure()
        .invoke(failure -> entry.close(LoginRefusal.outcomeOf(failure)))
        .onCancellation()
        .invoke(() -> entry.close(Outcome.HUNG_UP))
        .map(LoginResource::answer);
  }

  private static RestResponse<LoginResponse> answer(LoginResponse response) {
    return ResponseBuilder.ok(response)
        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
        .build();
  }
}
