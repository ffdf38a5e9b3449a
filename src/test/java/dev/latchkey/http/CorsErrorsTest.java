package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static dev.latchkey.http.ErrorAssert.assertHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tests' configuration allows the one origin https://app.example, and POST. */
@QuarkusTest
class CorsErrorsTest {

  private static final String PREFLIGHT = "Access-Control-Request-Method: POST\r\n";

  @Test
  void otherOrigin_forbidden() throws IOException {
    assertError(send("POST", "https://evil.example", ""), ErrorStatus.FORBIDDEN, "/probe/x");
  }

  @Test
  void preflightOfOtherOrigin_forbidden() throws IOException {
    assertError(
        send("OPTIONS", "https://evil.example", PREFLIGHT), ErrorStatus.FORBIDDEN, "/probe/x");
  }

  @Test
  void preflightOfAllowedOrigin_allowed() throws IOException {
    var reply = send("OPTIONS", "https://app.example", PREFLIGHT);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers())
        .containsEntry("access-control-allow-origin", "https://app.example")
        .containsEntry("access-control-allow-methods", "POST");
    assertHeaders(reply);
  }

  @Test
  void allowedOrigin_answered() throws IOException {
    var reply = send("POST", "https://app.example", "");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).containsEntry("access-control-allow-origin", "https://app.example");
  }

  @Test
  void optionsOfAllowedOriginWithoutPreflight_notAllowed() throws IOException {
    var reply = send("OPTIONS", "https://app.example", "");
    // The filter lets POST alone through
    assertThat(reply.status()).isIn(403, 405);
    assertError(reply, ErrorStatus.of(reply.status()), "/probe/x");
  }

  /** Where a cache kept an answer without the header, another origin would be given it. */
  @Test
  void everyAnswer_saysThatItDiffersByOrigin() throws IOException {
    var answers =
        List.of(
            send("POST", "https://app.example", ""),
            send("POST", "https://evil.example", ""),
            send("OPTIONS", "https://app.example", PREFLIGHT),
            RawHttp.exchange("GET /.well-known/jwks.json HTTP/1.1\r\nHost: x\r\n\r\n"),
            RawHttp.exchange("GET /none HTTP/1.1\r\nHost: x\r\n\r\n"));

    assertThat(answers)
        .allSatisfy(reply -> assertThat(reply.headers()).containsEntry("vary", "Origin"));
  }

  private static RawHttp.Reply send(String method, String origin, String headers)
      throws IOException {
    return RawHttp.exchange(
        method
            + " /probe/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nOrigin: "
            + origin
            + "\r\n"
            + headers
            + "Content-Length: 2\r\n\r\n{}");
  }
}
