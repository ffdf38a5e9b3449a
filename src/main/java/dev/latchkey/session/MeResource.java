package dev.latchkey.session;

import dev.latchkey.caller.Clients;
import dev.latchkey.token.TokenScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Shows the user of a token as they are now. */
@Path(MeResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
class MeResource {

  static final String PATH = "/v1/{orgDomain}/me";

  private final SessionService sessions;
  private final TokenGate gate;
  private final Clients clients;

  MeResource(SessionService sessions, TokenGate gate, Clients clients) {
    this.sessions = sessions;
    this.gate = gate;
    this.clients = clients;
  }

  void guard(@Observes Router router) {
    for (var method : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
      gate.guard(router, method, PATH, Demand.of(TokenScope.ORG), () -> {});
    }
  }

  // Public, or the framework does not see it.
  @GET
  public Uni<RestResponse<Person>> me(RoutingContext http) {
    return Uni.createFrom()
        .deferred(() -> sessions.show(TokenGate.token(http), clients.of(http.request())))
        .map(Person::of)
        .map(MeResource::answer);
  }

  private static RestResponse<Person> answer(Person person) {
    return ResponseBuilder.ok(person)
        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
        .build();
  }
}
