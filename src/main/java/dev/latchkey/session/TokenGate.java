package dev.latchkey.session;

import dev.latchkey.directory.OrgDomain;
import dev.latchkey.token.TokenClaims;
import dev.latchkey.token.TokenReader;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the token of a request before anything else of it is looked at: whoever has none learns
 * nothing from a 415, a 406, a 413 or a 400. JAX-RS answers some of these before its filters run,
 * so this is a route in front of it. Whether the token's session has ended, only the database
 * knows.
 */
@ApplicationScoped
public class TokenGate {

  private static final String SCHEME = "Bearer";
  private static final String DOMAIN = "orgDomain";

  /** The name of the token among the data of a request. */
  private static final String TOKEN = TokenGate.class.getName();

  private final TokenReader reader;
  private final Clock clock;

  TokenGate(TokenReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Lets only requests with a token through to a resource.
   *
   * @param path of the resource, as JAX-RS has it, with the segment {@code {orgDomain}}
   * @param demand what the call asks of a token
   * @param refused is told of each request without such a token
   */
  public void guard(
      Router router, HttpMethod method, String path, Demand demand, Runnable refused) {
    router
        .route(method, routeOf(path))
        .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT)
        .handler(request -> pass(request, demand, refused));
  }

  /** The path of a resource, as the router has it. */
  static String routeOf(String path) {
    return path.replace("{" + DOMAIN + "}", ":" + DOMAIN);
  }

  private void pass(RoutingContext request, Demand demand, Runnable refused) {
    try {
      request.put(TOKEN, read(request, demand));
    } catch (TokenRefusal refusal) {
      refused.run();
      refusal.headers().forEach(request.response()::putHeader);
      request.fail(refusal.status().code());
      return;
    }
    request.next();
  }

  private TokenClaims read(RoutingContext request, Demand demand) {
    var domain = OrgDomain.parse(Objects.requireNonNull(request.pathParam(DOMAIN)));
    var given = request.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (given.isEmpty()) {
      throw TokenRefusal.missing(domain);
    }
    if (given.size() > 1) {
      throw TokenRefusal.invalid(domain);
    }
    var credentials = given.get(0);
    if (!isBearer(credentials)) {
      throw TokenRefusal.missing(domain);
    }
    var token =
        reader
            .read(credentials.substring(SCHEME.length()).strip(), demand.scopes())
            .filter(claims -> isOf(domain, claims))
            .orElseThrow(() -> TokenRefusal.invalid(domain));
    if (!demand.isMetBy(token, clock.instant())) {
      throw TokenRefusal.insufficient(token);
    }
    return token;
  }

  /** In upper or lower case (RFC 9110, section 11.1). */
  private static boolean isBearer(String credentials) {
    int length = SCHEME.length();
    return credentials.regionMatches(true, 0, SCHEME, 0, length)
        && (credentials.length() == length || credentials.charAt(length) == ' ');
  }

  private static boolean isOf(Optional<OrgDomain> domain, TokenClaims token) {
    return domain.filter(d -> d.value().equals(token.organizationDomain())).isPresent();
  }

  /**
   * The token that a request came through with.
   *
   * @throws IllegalStateException when no route guards the path
   */
  public static TokenClaims token(RoutingContext request) {
    TokenClaims token = request.get(TOKEN);
    if (token == null) {
      throw new IllegalStateException("a request came past the gate");
    }
    return token;
  }
}
