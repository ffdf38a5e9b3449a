package dev.latchkey.session;

import dev.latchkey.caller.Clients;
import dev.latchkey.token.IssuedToken;
import dev.latchkey.token.TokenScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Renews an existing access token. A body means nothing, and so does its type. */
@Path(RenewResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
class RenewResource {

  static final String PATH = "/v1/{orgDomain}/auth/token/renew";

  private final SessionService sessions;
  private final TokenGate gate;
  private final Clients clients;
  private final RenewalMetrics metrics;

  RenewResource(SessionService sessions, TokenGate gate, Clients clients, RenewalMetrics metrics) {
    this.sessions = sessions;
    this.gate = gate;
    this.clients = clients;
    this.metrics = metrics;
  }

  void guard(@Observes Router router) {
    gate.guard(
        router,
        HttpMethod.POST,
        PATH,
        Demand.of(TokenScope.ORG),
        () -> metrics.count(SessionOutcome.INVALID_TOKEN));
  }

  // Public, or the framework does not see it.
  @POST
  public Uni<RestResponse<RenewResponse>> renew(RoutingContext http) {
    return Uni.createFrom()
        .deferred(() -> sessions.renew(TokenGate.token(http), clients.of(http.request())))
        .onItem()
        .invoke(() -> metrics.count(SessionOutcome.RENEWED))
        .onFailure()
        .invoke(failure -> metrics.count(SessionRefusal.outcomeOf(failure)))
        .onCancellation()
        .invoke(() -> metrics.count(SessionOutcome.HUNG_UP))
        .map(RenewResource::answer);
  }

  private static RestResponse<RenewResponse> answer(IssuedToken token) {
    return ResponseBuilder.ok(RenewResponse.of(token))
        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
        .build();
  }
}
