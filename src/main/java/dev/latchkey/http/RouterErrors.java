package dev.latchkey.http;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * The first and the last of the Vert.x routes of the public port. The first sees every request that
 * the HTTP server could read, and sets the common headers. Another, behind CORS, refuses what
 * JAX-RS would let pass. The last answers what failed in a route, before Quarkus' own handler
 * would, with its pages and its logging of the path; it is there on the management port as well.
 */
@Singleton
class RouterErrors {

  private static final Logger LOG = Logger.getLogger(RouterErrors.class);

  /** Before CORS (-300), so that its refusals carry the headers, too. */
  private static final int FIRST = -1_000;

  /** After CORS, so that a page can read the refusals of an origin that is allowed. */
  private static final int AFTER_CORS = -299;

  /** Before the handler of Quarkus, which is the very last. */
  private static final int LAST = Integer.MAX_VALUE - 1;

  /** Is there while CORS looks at a request. */
  private static final String IN_CORS = RouterErrors.class.getName();

  private final Clock clock;
  private final AllowedMethods allowedMethods;
  private final DevelopmentErrors development = DevelopmentErrors.ofThisRun();
  private final boolean cors =
      ConfigProvider.getConfig()
          .getOptionalValue("quarkus.http.cors.enabled", Boolean.class)
          .orElse(false);
  private final OwnOrigin ownOrigin = OwnOrigin.of(ConfigProvider.getConfig());

  RouterErrors(Clock clock, AllowedMethods allowedMethods) {
    this.clock = clock;
    this.allowedMethods = allowedMethods;
  }

  void routes(@Observes Router router) {
    router.route().order(FIRST).handler(this::begin);
    router.route().order(AFTER_CORS).handler(this::checkPath);
    // After CORS has answered its preflights
    router
        .route()
        .method(HttpMethod.OPTIONS)
        .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT)
        .handler(this::options);
    router.route().order(LAST).failureHandler(this::fail);
  }

  /** Health, metrics and the OpenAPI document answer there; what else there is, is an error. */
  void managementRoutes(@Observes ManagementInterface management) {
    management
        .router()
        .route()
        .order(LAST)
        .handler(context -> context.fail(ErrorStatus.NOT_FOUND.code()))
        .failureHandler(this::fail);
  }

  private void begin(RoutingContext context) {
    if (!isGuarded(context.request())) {
      context.request().connection().close();
      return;
    }
    CommonHeaders.on(context);
    if (cors) { // Quarkus does not say that its answers differ by origin (RFC 9110, section 12.5.5)
      context.response().putHeader(HttpHeaders.VARY, "Origin");
      ownOrigin.admit(context.request());
      context.put(IN_CORS, true);
    }
    UnreadBody.discardAfter(context);
    context.next();
  }

  /**
   * Nothing is served to a connection that came in by a way that nobody thought of. The ports of
   * dev mode are there without any code of ours while its first start fails.
   */
  private static boolean isGuarded(HttpServerRequest request) {
    return LaunchMode.current() == LaunchMode.DEVELOPMENT
        || (request.connection() instanceof ConnectionBase connection
            && CodecGuard.isIn(connection.channel().pipeline()));
  }

  private void checkPath(RoutingContext context) {
    context.remove(IN_CORS);
    var request = context.request();
    if (request.uri().indexOf('#') >= 0) {
      context.fail(ErrorStatus.BAD_REQUEST.code()); // RFC 9112, section 3.2: no fragment
    } else if (isDevelopmentPath(request)) {
      context.next();
    } else if (!PlainPath.is(request.path())) {
      context.fail(ErrorStatus.NOT_FOUND.code());
    } else {
      ContentType.makeExplicit(request);
      Accept.normalise(request);
      context.next();
    }
  }

  /** RESTEasy would answer 200. */
  private void options(RoutingContext context) {
    Set<String> methods = allowedMethods.of(context.normalizedPath());
    if (isDevelopmentPath(context.request()) || methods.contains(HttpMethod.OPTIONS.name())) {
      context.next();
    } else if (methods.isEmpty()) {
      context.fail(ErrorStatus.NOT_FOUND.code());
    } else {
      context.response().putHeader(HttpHeaders.ALLOW, String.join(", ", methods));
      context.fail(ErrorStatus.METHOD_NOT_ALLOWED.code());
    }
  }

  private void fail(RoutingContext context) {
    var response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response
        .headWritten()) { // too late for an answer: the caller must see that it is cut short
      context.request().connection().close();
      return;
    }
    CommonHeaders.on(context); // the router itself refuses a request before its first route
    var status = statusOf(context);
    if (status == ErrorStatus.INTERNAL_SERVER_ERROR) {
      LOG.errorf(
          CauseWithoutMessages.of(context.failure()), "Request %s failed", RequestId.of(context));
    }
    response.setStatusCode(status.code()).setStatusMessage(status.reason());
    var page =
        development.page(
            status, context.failure(), context.request().getHeader(HttpHeaders.ACCEPT));
    if (page != null) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, DevelopmentErrors.PAGE_TYPE).end(page);
      return;
    }
    var message = development.message(status, context.failure());
    response.putHeader(HttpHeaders.CONTENT_TYPE, Envelope.MEDIA_TYPE);
    response.end(
        Buffer.buffer(Envelope.of(status, message, context.request().uri(), clock.instant())));
  }

  private static ErrorStatus statusOf(RoutingContext context) {
    if (context.get(IN_CORS) != null) {
      // Quarkus cannot compare an origin with an address whose host is no name, such as a_b
      return ErrorStatus.FORBIDDEN;
    }
    return context.statusCode() > 0
        ? ErrorStatus.of(context.statusCode())
        : ErrorStatus.INTERNAL_SERVER_ERROR;
  }

  /**
   * Dev UI, Swagger UI and the page that leads there are on the public port in development only.
   */
  private static boolean isDevelopmentPath(HttpServerRequest request) {
    return LaunchMode.current() == LaunchMode.DEVELOPMENT
        && (request.uri().startsWith("/q/") || request.uri().equals("/"));
  }
}
