package dev.latchkey.http;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The name of one request in answers, logs and audit: the caller's {@code X-Request-Id} if it is 1
 * to 128 characters of {@code [A-Za-z0-9._-]}, else a new one.
 */
public final class RequestId {

  static final String HEADER = "X-Request-Id";

  /** Also the name in {@code quarkus.log.console.format}. */
  private static final String KEY = "requestId";

  private static final int MAX_LENGTH = 128;

  private RequestId() {}

  /** The id of the request; the first call chooses it and puts it into the log context. */
  public static String of(RoutingContext context) {
    String id = context.get(KEY);
    if (id == null) {
      id = validOrNew(context.request().getHeader(HEADER));
      context.put(KEY, id);
      // Quarkus keeps it with the request's Vert.x context, so it follows the request over threads
      MDC.put(KEY, id);
    }
    return id;
  }

  static String validOrNew(@Nullable String given) {
    return given != null && isValid(given) ? given : UUID.randomUUID().toString();
  }

  private static boolean isValid(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= MAX_LENGTH;
  }
}
