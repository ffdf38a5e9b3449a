package dev.latchkey.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What every response carries, whoever makes it. */
final class CommonHeaders {

  static final CharSequence NOSNIFF_NAME = HttpHeaders.createOptimized("X-Content-Type-Options");
  static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestId.HEADER);
  static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  /** IMF-fixdate (RFC 9110, section 5.6.7). */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private CommonHeaders() {}

  static String date(Instant now) {
    return DATE.format(now);
  }

  static void on(RoutingContext context) {
    var headers = context.response().headers();
    headers.set(NOSNIFF_NAME, NOSNIFF);
    headers.set(REQUEST_ID, RequestId.of(context));
    // At the very end: RESTEasy adds a resource's own Cache-Control to one that is there already
    context.addHeadersEndHandler(
        end -> {
          if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
          }
        });
  }
}
