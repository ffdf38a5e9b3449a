package dev.latchkey.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The origin of the service's own pages (RFC 6454): that of the issuer, which is its public
 * address. CORS compares an origin with the address of the request. Behind a proxy that ends TLS
 * this begins with {@code http://}, and a page of the service itself would be a stranger's.
 */
record OwnOrigin(Optional<String> text) {

  /** Also the setting of the room {@code token}, which checks it. */
  private static final String ISSUER = "latchkey.token.issuer";

  static OwnOrigin of(Config config) {
    return new OwnOrigin(
        config.getOptionalValue(ISSUER, String.class).map(OwnOrigin::withoutDefaultPort));
  }

  /** As browsers write it. */
  private static String withoutDefaultPort(String issuer) {
    var port = issuer.startsWith("https:") ? ":443" : ":80";
    return issuer.endsWith(port) ? issuer.substring(0, issuer.length() - port.length()) : issuer;
  }

  /** For a page of one's own there is no other origin to ask for. */
  void admit(HttpServerRequest request) {
    var origins = request.headers().getAll(HttpHeaders.ORIGIN);
    if (origins.size() == 1 && text.filter(origins.get(0)::equalsIgnoreCase).isPresent()) {
      request.headers().remove(HttpHeaders.ORIGIN);
    }
  }
}
