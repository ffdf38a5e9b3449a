package dev.latchkey.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/**
 * What {@link RequestFraming} and the codec let through although RFC 9112 does not: two servers
 * that read such a request differently can be played against each other (request smuggling).
 */
final class RequestSyntax {

  private RequestSyntax() {}

  /** Marks a malformed request as the codec would; Vert.x then answers it and closes. */
  static void check(HttpRequest request) {
    if (request.decoderResult().isSuccess() && !isWellFormed(request)) {
      request.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("not a request of RFC 9112")));
    }
  }

  private static boolean isWellFormed(HttpRequest request) {
    var version = request.protocolVersion();
    var headers = request.headers();
    boolean is11 = version.equals(HttpVersion.HTTP_1_1);
    if (!is11 && !version.equals(HttpVersion.HTTP_1_0)) {
      return false; // section 2.3
    }
    int hosts = headers.getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || (is11 && hosts == 0)) {
      return false; // section 3.2
    }
    if (headers.contains("")) {
      return false; // section 5
    }
    // An old draft of WebSocket: the codec takes eight bytes behind the head for a body
    return !headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1);
  }
}
