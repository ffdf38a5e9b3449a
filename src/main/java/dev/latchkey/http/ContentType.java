package dev.latchkey.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Closes the ways around a resource's {@code @Consumes}. */
public final class ContentType {

  private static final String UNKNOWN = "application/octet-stream";

  private ContentType() {}

  /**
   * A body without a type counts as {@code application/octet-stream} (RFC 9110, section 8.3), and
   * so does one with several, with a range of types or with what is no type: JAX-RS would take the
   * first and the last for any type, and several for their first. It also stumbles over the blank
   * in {@code application/json ; charset=utf-8}, so it gets the type alone: JSON has no parameters.
   */
  static void makeExplicit(HttpServerRequest request) {
    var headers = request.headers();
    var types = headers.getAll(HttpHeaders.CONTENT_TYPE);
    if (isCoded(request) || types.size() > 1 || (types.isEmpty() && hasBody(request))) {
      headers.set(HttpHeaders.CONTENT_TYPE, UNKNOWN);
    } else if (!types.isEmpty()) {
      var type = MediaRange.parse(types.get(0));
      headers.set(HttpHeaders.CONTENT_TYPE, type == null || !type.isType() ? UNKNOWN : type.name());
    }
  }

  /** {@code identity} is no coding, but some send it (section 8.4). */
  private static boolean isCoded(HttpServerRequest request) {
    return !FieldValue.elements(request.headers().getAll(HttpHeaders.CONTENT_ENCODING)).stream()
        .allMatch("identity"::equalsIgnoreCase);
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
        : Long.parseLong(length) > 0; // the codec lets digits through alone
  }
}
