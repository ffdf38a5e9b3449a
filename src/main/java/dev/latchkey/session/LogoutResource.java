package dev.latchkey.session;

import dev.latchkey.audit.Audit;
import dev.latchkey.caller.Client;
import dev.latchkey.caller.Clients;
import dev.latchkey.http.ContentType;
import dev.latchkey.http.RequestId;
import dev.latchkey.http.StrictBody;
import dev.latchkey.token.TokenClaims;
import dev.latchkey.token.TokenScope;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Ends the session of a token, or all sessions of its user. */
@Path(LogoutResource.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class LogoutResource {

  static final String PATH = "/v1/{orgDomain}/auth/logout";

  private static final String EVERYWHERE = "everywhere";

  private final SessionService sessions;
  private final TokenGate gate;
  private final Clients clients;
  private final Audit audit;

  LogoutResource(SessionService sessions, TokenGate gate, Clients clients, Audit audit) {
    this.sessions = sessions;
    this.gate = gate;
    this.clients = clients;
    this.audit = audit;
  }

  void guard(@Observes Router router) {
    gate.guard(router, HttpMethod.POST, PATH, Demand.of(TokenScope.values()), () -> {});
    router
        .route(HttpMethod.POST, TokenGate.routeOf(PATH))
        .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT)
        .handler(
            request -> {
              ContentType.ignoreWithoutBody(request.request());
              request.next();
            });
  }

  // Public, or the framework does not see it. A page that sends this and goes elsewhere closes the
  // connection: the session must end all the same.
  @POST
  @Cancellable(false)
  public Uni<RestResponse<Void>> logout(byte[] body, RoutingContext http) {
    var token = TokenGate.token(http);
    var client = clients.of(http.request());
    return Uni.createFrom()
        .item(() -> body.length > 0 && StrictBody.read(body, EVERYWHERE).flag(EVERYWHERE))
        .chain(
            everywhere ->
                sessions
                    .logout(token, everywhere, client)
                    .invoke(() -> tell(token, everywhere, client, http)))
        .map(done -> RestResponse.noContent());
  }

  private void tell(TokenClaims token, boolean everywhere, Client client, RoutingContext http) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("organization", token.organizationDomain());
    fields.put("user", token.userId().toString());
    if (!client.address().isEmpty()) {
      fields.put("client", client.address());
    }
    fields.put("sessions", everywhere ? "all" : "one");
    audit.act("logout", RequestId.of(http), fields);
  }
}
