package dev.latchkey.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * What happens to a body that nobody read because the answer was clear without it. It is read and
 * thrown away: a connection left unread would hang at its next request, and one closed at once
 * would be reset, so that a caller who is still sending may never see the answer. Who sends more
 * than the limit is cut off.
 */
final class UnreadBody {

  /** In bytes. */
  private static final long LIMIT = 1 << 20;

  private UnreadBody() {}

  static void discardAfter(RoutingContext context) {
    if (!context.request().isEnded()) {
      context.addEndHandler(
          end -> {
            if (end.succeeded() && !context.request().isEnded()) {
              discard(context.request());
            }
          });
    }
  }

  private static void discard(HttpServerRequest request) {
    var left = new long[] {LIMIT};
    request.exceptionHandler(hungUp -> {});
    request.endHandler(end -> {});
    request.handler(
        chunk -> {
          left[0] -= chunk.length();
          if (left[0] < 0) {
            request.connection().close();
          }
        });
    request.resume();
  }
}
