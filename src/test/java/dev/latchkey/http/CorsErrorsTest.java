package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static dev.latchkey.http.ErrorAssert.assertHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests' configuration allows the one origin https://app.example. */
@QuarkusTest
class CorsErrorsTest {

  private static final String PREFLIGHT =
      "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n";

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
        .containsEntry("access-control-allow-methods", "GET,POST")
        .containsEntry("access-control-allow-headers", "Authorization,Content-Type");
    assertHeaders(reply);
  }

  /** A page could not tell a wrong password from a broken network otherwise. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  /v1/acme/me                          |        | 401
          POST /v1/acme/auth/token/renew            |        | 401
          POST /v1/acme/auth/logout                 | {}     | 401
          POST /v1/acme/auth/mfa                    | {}     | 401
          POST /v1/acme/auth/password               | {}     | 401
          POST /v1/acme/auth/password/reset         | {}     | 400
          POST /v1/acme/auth/login                  | wrong  | 401
          POST /v1/nowhere/auth/login               | wrong  | 404
          POST /v1/acme/auth/login                  | {      | 400
          POST /v1/acme/auth/login                  | large  | 413
          POST /v1/acme/auth/login                  | chunks | 413
          POST /v1/acme/auth/login                  | text   | 415
          POST /v1/acme/auth/login                  | html   | 406
          GET  /v1/acme/auth/login                  |        | 405
          GET  /none                                |        | 404
          POST /v1/acme/auth/login/                 | {}     | 404
          POST /v1//acme/auth/login                 | {}     | 404
          POST /v1/acme/auth/login#                 | {}     | 400
          GET  /probe/x/fail/refusal                |        | 429
          GET  /probe/x/fail/exception              |        | 500
          GET  /probe-route/throws                  |        | 500
          GET  /probe-route/chunked                 |        | 500
          GET  /probe-route/fails                   |        | 503
          """)
  void error_canBeReadByThePage(String line, String body, int status) throws IOException {
    var reply = RawHttp.exchange(request(line, body == null ? "" : body));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.headers())
        .containsEntry("access-control-allow-origin", "https://app.example")
        .containsEntry(
            "access-control-expose-headers", "WWW-Authenticate,Retry-After,X-Request-Id");
  }

  private static String request(String line, String body) {
    var head =
        line.replaceAll(" +", " ") + " HTTP/1.1\r\nHost: x\r\nOrigin: https://app.example\r\n";
    return switch (body) {
      case "" -> head + "\r\n";
      case "wrong" -> withBody(head, "application/json", "{\"username\":\"x\",\"password\":\"x\"}");
      case "text" -> withBody(head, "text/plain", "{}");
      case "html" -> withBody(head + "Accept: text/html\r\n", "application/json", "{}");
      case "large" -> withBody(head, "application/json", "{}" + " ".repeat(8192));
      case "chunks" ->
          head
              + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "2710\r\n"
              + " ".repeat(10_000)
              + "\r\n0\r\n\r\n";
      default -> withBody(head, "application/json", body);
    };
  }

  private static String withBody(String head, String type, String body) {
    return head
        + "Content-Type: "
        + type
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /** Quarkus compares the origin with the address of the request, and fails where that is none. */
  @Test
  void otherOriginAtAHostThatIsNone_forbidden() throws IOException {
    var request = "GET /none HTTP/1.1\r\nHost: a_b\r\nOrigin: %s\r\n\r\n";
    var reply = RawHttp.exchange(request.formatted("http://evil.example"));
    assertError(reply, ErrorStatus.FORBIDDEN, "/none");
    assertThat(reply.headers()).containsEntry("vary", "Origin");
    assertThat(RawHttp.exchange(request.formatted("https://app.example")).status()).isEqualTo(404);
  }

  @Test
  void allowedOrigin_answered() throws IOException {
    var reply = send("POST", "https://app.example", "");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).containsEntry("access-control-allow-origin", "https://app.example");
  }

  /** Behind a proxy the request has another host and scheme than the page of the service itself. */
  @Test
  void originOfTheIssuer_isOurOwnWhateverTheHost() throws IOException {
    var own = "http://localhost:" + RawHttp.testPort();

    var reply = send("POST", own, "");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).doesNotContainKey("access-control-allow-origin");
    for (var other :
        List.of(own + "0", own + "/", "https" + own.substring(4), own + "\r\nOrigin: x")) {
      assertThat(send("POST", other, "").status()).as(other).isEqualTo(403);
    }
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
        .allSatisfy(
            reply -> assertThat(reply.headers().get("vary").split(", ")).contains("Origin"));
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
