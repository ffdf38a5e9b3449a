package dev.latchkey.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Closes the ways around a resource's {@code @Consumes}. */
public final class ContentType {

  private static final String UNKNOWN = "application/octet-stream";

  private ContentType() {}

  /**
   * A body without a type counts as {@code application/octet-stream} (RFC 9110, section 8.3), and
   * so does one with several or with a range of types: JAX-RS would take the first and the last for
   * any type, and several for their first.
   */
  static void makeExplicit(HttpServerRequest request) {
    var headers = request.headers();
    var type = headers.get(HttpHeaders.CONTENT_TYPE);
    boolean unknown =
        type == null
            ? hasBody(request)
            : type.isBlank()
                || type.indexOf('*') >= 0
                || headers.getAll(HttpHeaders.CONTENT_TYPE).size() > 1;
    if (unknown || headers.contains(HttpHeaders.CONTENT_ENCODING)) {
      headers.set(HttpHeaders.CONTENT_TYPE, UNKNOWN);
    }
  }

  /**
   * For a call that needs no body: programs send a type with each request, whatever it is, and
   * where there is no body it says nothing.
   */
  public static void ignoreWithoutBody(HttpServerRequest request) {
    if (!hasBody(request)) {
      request.headers().remove(HttpHeaders.CONTENT_TYPE);
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        : !length.equals("0");
  }
}
