package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is routed, in tests and by the packaged application. */
abstract class CodecErrorsContract {

  private static final String CHUNKED =
      "POST /v1/acme/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n";

  /** A login that comes behind a refused request. If it is executed, it is audited. */
  static final String BEHIND = login("behind");

  static String login(String requestId) {
    return "POST /v1/nowhere.example/auth/login HTTP/1.1\r\nHost: x\r\nX-Request-Id: "
        + requestId
        + "\r\nContent-Type: application/json\r\nContent-Length: 34\r\n\r\n"
        + "{\"username\":\"jane\",\"password\":\"x\"}";
  }

  /** A new connection to the port under test. */
  abstract RawHttp connect() throws IOException;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP\r\nHost: x\r\n\r\n",
        "G@T / HTTP/1.1\r\nHost: x\r\n\r\n",
        "\u0016\u0003\u0001not-tls\r\n\r\n",
        "GET\t/none HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET  /none HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /none\tHTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /none  HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /none more HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /none HTTP/1.1 \r\nHost: x\r\n\r\n",
        "GET /none HTTP/1.1\t\r\nHost: x\r\n\r\n",
        " GET /none HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET\u000b/none HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET\u000c/none HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /no\u0000ne HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET\r/none\rHTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /none HTTP/1.1\nHost: x\r\n\r\n",
        "GET /none HTTP/1.1\rHost: x\r\n\r\n",
        "\nGET /none HTTP/1.1\r\nHost: x\r\n\r\n",
        "\rGET /none HTTP/1.1\r\nHost: x\r\n\r\n",
        "\u0000GET /none HTTP/1.1\r\nHost: x\r\n\r\n",
        "\u0001GET /none HTTP/1.1\r\nHost: x\r\n\r\n",
      })
  void malformedRequestLine_badRequestAndClosed(String request) throws IOException {
    refusedAndClosed(request, ErrorStatus.BAD_REQUEST, "/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bad Name: x\r\n",
        "Bad: a\u0000b\r\n",
        "no colon\r\n",
        ": empty\r\n",
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: +2\r\n",
        "Content-Length: two\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Transfer-Encoding: chunked, gzip\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked, xchunked\r\n",
        "Transfer-Encoding: identity, chunked\r\n",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: chunked,\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunkedx\r\n",
        "Transfer-Encoding: chun ked\r\n",
        "Transfer-Encoding: \"chunked\"\r\n",
        "Transfer-Encoding: \u000bchunked\r\n",
        "Transfer-Encoding:\r\n",
        "Transfer-Encoding:\r\n chunked\r\n",
        "Transfer-Encoding: chunked\r\n \r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding\t: chunked\r\n",
        "transfer-ENCODING: gzip, Chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
        "Content-Length: 2\r\nContent-Length: 2\r\n",
        "Content-Length: 2, 2\r\n",
        "Content-Length: 2 2\r\n",
        "Content-Length: 0x2\r\n",
        "Content-Length: 2;\r\n",
        "Content-Length:\r\n",
        "Content-Length:\r\n 2\r\n",
        "Content-Length : 2\r\n",
        "X: a\r\n b\r\n",
        "X: a\r\n\tb\r\n",
        " X: a\r\n",
        "X: a\rY: b\r\n",
        "X: a\nY: b\r\n",
        "X: a\n",
        "X: a\u0001\r\n",
        "Sec-WebSocket-Key1: x\r\nSec-WebSocket-Key2: y\r\n",
      })
  void malformedHeaders_badRequestAndClosed(String headers) throws IOException {
    refusedAndClosed(
        "POST /v1/acme/auth/login HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n",
        ErrorStatus.BAD_REQUEST,
        "/v1/acme/auth/login");
  }

  /** The codec allows them, because some servers of that time did. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nContent-Length: 60\r\n",
        "Content-Length: 2, 60\r\n",
        "Transfer-Encoding: chunked\r\n"
      })
  void malformedHeadersOfHttp10_badRequestAndClosed(String headers) throws IOException {
    refusedAndClosed(
        "POST /v1/acme/auth/login HTTP/1.0\r\nConnection: keep-alive\r\n" + headers + "\r\n",
        ErrorStatus.BAD_REQUEST,
        "/v1/acme/auth/login");
  }

  /** An old draft of WebSocket: eight bytes without a length would be a body. */
  @Test
  void webSocketKeyOfADraft_badRequestAndClosed() throws IOException {
    refusedAndClosed(
        "GET /none HTTP/1.1\r\nHost: x\r\nSec-WebSocket-Key1: x\r\nSec-WebSocket-Key2: y\r\n\r\n",
        ErrorStatus.BAD_REQUEST,
        "/none");
  }

  @Test
  void targetTooLong_uriTooLongAndClosed() throws IOException {
    refusedAndClosed(
        "GET /" + "x".repeat(70_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
        ErrorStatus.URI_TOO_LONG,
        "/");
  }

  @Test
  void headersTooLarge_refusedAndClosed() throws IOException {
    refusedAndClosed(
        "GET /none HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(70_000) + "\r\n\r\n",
        ErrorStatus.HEADERS_TOO_LARGE,
        "/none");
  }

  /** Also where the block of fields has no end. */
  @ParameterizedTest
  @ValueSource(strings = {"a:\r\n", "Cookie: a=b\r\n"})
  void tooManyFields_refusedAndClosed(String field) throws IOException {
    var fields = "GET /none HTTP/1.1\r\nHost: x\r\n" + field.repeat(100);
    refusedAndClosed(fields, ErrorStatus.HEADERS_TOO_LARGE, "/none");
    refusedAndClosed(fields + "\r\n", ErrorStatus.HEADERS_TOO_LARGE, "/none");
  }

  @Test
  void asManyFieldsAsAllowed_answered() throws IOException {
    assertError(
        exchange("GET /none HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(99) + "\r\n"),
        ErrorStatus.NOT_FOUND,
        "/none");
  }

  @Test
  void tooManyTrailers_refusedAndClosed() throws IOException {
    refusedAndClosed(
        CHUNKED + "2\r\n{}\r\n0\r\n" + "a:\r\n".repeat(100),
        ErrorStatus.HEADERS_TOO_LARGE,
        "/v1/acme/auth/login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1;a", "1;a=\""})
  void chunkSizeWithoutEnd_badRequestAndClosed(String begin) throws IOException {
    refusedAndClosed(
        CHUNKED + begin + "0".repeat(70_000), ErrorStatus.BAD_REQUEST, "/v1/acme/auth/login");
  }

  @Test
  void emptyLinesWithoutEnd_badRequestAndClosed() throws IOException {
    refusedAndClosed("\r\n".repeat(100), ErrorStatus.BAD_REQUEST, "/");
  }

  @Test
  void refusedWhileStillSending_answerNotLostInAReset() throws IOException {
    refusedAndClosed(
        "GET /none HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(5_000_000) + "\r\n\r\n",
        ErrorStatus.HEADERS_TOO_LARGE,
        "/none");
  }

  @Test
  void malformedChunkWhileStillSending_answerNotLostInAReset() throws IOException {
    refusedAndClosed(
        CHUNKED + "2 \r\n" + "x".repeat(1_000_000), ErrorStatus.BAD_REQUEST, "/v1/acme/auth/login");
  }

  @Test
  void requestIdBeforeTheFault_kept() throws IOException {
    var reply =
        exchange("GET /none HTTP/1.1\r\nX-Request-Id: abc.1\r\nHost: x\r\nBad Name: x\r\n\r\n");
    assertThat(reply.headers()).containsEntry("x-request-id", "abc.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "zz",
        "FFFFFFFFFFFFFFFFF",
        "",
        "+2",
        "0x2",
        "2 ",
        "2\t",
        " 2",
        "2 ;a",
        "2;",
        "2; a",
        "2;a b",
        "2;a;",
        "2;a=",
        "2;a=b c",
        "2;a=\"b",
        "2;\u0000",
        "2\r",
        "2\n",
        "2\u000b"
      })
  void malformedChunkSize_badRequestAndClosed(String size) throws IOException {
    refusedAndClosed(
        CHUNKED + size + "\r\n{}\r\n0\r\n\r\n", ErrorStatus.BAD_REQUEST, "/v1/acme/auth/login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2\r\n{}0\r\n\r\n",
        "2\r\n{}\n0\r\n\r\n",
        "2\r\n{}\r0\r\n\r\n",
        "2\r\n{} \r\n0\r\n\r\n",
        "2\n{}\r\n0\r\n\r\n",
        "2\r\n{}\r\n0\n\n",
        "2\r\n{}\r\n0\r\nX: a\r\n b\r\n\r\n",
        "2\r\n{}\r\n0\r\n X: a\r\n\r\n",
        "2\r\n{}\r\n0\r\nBad Name: a\r\n\r\n",
        "2\r\n{}\r\n0\r\nX: a\nY: b\r\n\r\n",
        "2\r\n{}\r\n0\r\nContent-Length: 2\r\n\r\n",
        "2\r\n{}\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n",
      })
  void malformedChunks_badRequestAndClosed(String body) throws IOException {
    refusedAndClosed(CHUNKED + body, ErrorStatus.BAD_REQUEST, "/v1/acme/auth/login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Host: x\r\nHost: y\r\n"})
  void noOrTwoHosts_badRequestAndClosed(String hosts) throws IOException {
    refusedAndClosed("GET /none HTTP/1.1\r\n" + hosts + "\r\n", ErrorStatus.BAD_REQUEST, "/none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host: a b\r\n", "Host: x:y:z\r\n"})
  void badHost_badRequest(String host) throws IOException {
    assertError(
        exchange("GET /none HTTP/1.1\r\n" + host + "\r\n"), ErrorStatus.BAD_REQUEST, "/none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/2.0", "HTTP/1.2", "HTTP/0.9"})
  void otherVersion_badRequest(String version) throws IOException {
    refusedAndClosed(
        "GET /none " + version + "\r\nHost: x\r\n\r\n", ErrorStatus.BAD_REQUEST, "/none");
  }

  @Test
  void http10_answeredAndClosed() throws IOException {
    try (var connection = connect()) {
      assertError(
          connection.send("GET /none HTTP/1.0\r\n\r\n").reply(), ErrorStatus.NOT_FOUND, "/none");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void http2PriorKnowledge_badRequest() throws IOException {
    refusedAndClosed("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ErrorStatus.BAD_REQUEST, "/");
  }

  @Test
  void upgradeToHttp2_ignored() throws IOException {
    var reply =
        exchange(
            "GET /none HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
    assertError(reply, ErrorStatus.NOT_FOUND, "/none");
  }

  @Test
  void upgradeToWebSocket_ignored() throws IOException {
    var reply =
        exchange(
            "GET /none HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    assertError(reply, ErrorStatus.NOT_FOUND, "/none");
  }

  @Test
  void unknownTransferEncoding_badRequest() throws IOException {
    refusedAndClosed(
        "POST /v1/acme/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
        ErrorStatus.BAD_REQUEST,
        "/v1/acme/auth/login");
  }

  @Test
  void connectionClose_closedAfterTheError() throws IOException {
    try (var connection = connect()) {
      var reply =
          connection.send("GET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").reply();
      assertError(reply, ErrorStatus.NOT_FOUND, "/none");
      assertThat(reply.headers()).containsEntry("connection", "close");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void malformedAfterGood_bothAnswered() throws IOException {
    try (var connection = connect()) {
      connection.send("GET /none HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n\r\n");
      assertError(connection.reply(), ErrorStatus.NOT_FOUND, "/none");
      assertError(connection.reply(), ErrorStatus.BAD_REQUEST, "/");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0001", "\u000b", "\u007f", " ", "\t", "\r", "\n", "\r\n\n"})
  void controlCharacterBetweenRequests_badRequestAndClosed(String between) throws IOException {
    try (var connection = connect()) {
      connection.send("GET /none HTTP/1.1\r\nHost: x\r\n\r\n" + between + BEHIND);
      assertError(connection.reply(), ErrorStatus.NOT_FOUND, "/none");
      assertError(connection.reply(), ErrorStatus.BAD_REQUEST, "/");
      assertThat(connection.rest()).isEmpty();
    }
  }

  /** Each as a whole, and each byte in a segment of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\n\r\n[]",
        "content-length:2\r\n\r\n[]",
        "CONTENT-LENGTH:\t 02 \r\n\r\n[]\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n",
        "transfer-encoding:Chunked \r\n\r\n1\r\n[\r\n0001\r\n]\r\n000\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2;a;b=c;d=\"e \\\"f\"\r\n[]\r\n0;z\r\nX: a b\r\nY:\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nA\r\n[        ]\r\n0\r\n\r\n",
        "X:\r\nContent-Length-X: 9\r\nX-Content-Length: 9\r\nContent-Lengt: 9\r\nContent-Length: 2\r\n\r\n[]",
        "X: \u00e9\t;\"\r\n!#$%&'*+-.^_`|~09: x\r\nContent-Length: 2\r\n\r\n[]\r\n\r\n",
      })
  void wellFormedRequests_eachAnsweredInTurn(String headersAndBody) throws IOException {
    var request =
        "POST /v1/acme/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + headersAndBody;
    try (var connection = connect()) {
      connection.send(request.repeat(3));
      for (int byteByByte = 0; byteByByte < request.length(); byteByByte++) {
        connection.send(request.substring(byteByByte, byteByByte + 1));
      }
      connection.send("GET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      for (int answers = 0; answers < 4; answers++) {
        assertThat(connection.reply().body()).contains("The request body must be a JSON object.");
      }
      assertError(connection.reply(), ErrorStatus.NOT_FOUND, "/none");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void bodyCutShort_nothingAnswered() throws IOException {
    try (var connection = connect()) {
      connection.send(
          "POST /v1/acme/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
      connection.finish();
      assertThat(connection.isClosed()).isTrue();
    }
  }

  private RawHttp.Reply exchange(String request) throws IOException {
    try (var connection = connect()) {
      return connection.send(request).reply();
    }
  }

  /** Whether another request comes in the same segment, in one of its own, or after the answer. */
  private void refusedAndClosed(String request, ErrorStatus status, String path)
      throws IOException {
    try (var connection = connect()) {
      var reply = connection.send(request + BEHIND).send(BEHIND).reply();
      assertError(reply, status, path);
      assertThat(reply.headers()).containsEntry("connection", "close");
      assertThat(connection.isClosed()).isTrue();
      sendToWhoMayHaveHungUp(connection);
    }
    try (var connection = connect()) {
      assertError(connection.send(request).send(BEHIND).reply(), status, path);
      assertThat(connection.rest()).isEmpty();
    }
  }

  private static void sendToWhoMayHaveHungUp(RawHttp connection) {
    try {
      connection.send(BEHIND);
    } catch (IOException hungUp) {
      assertThat(hungUp).isInstanceOfAny(SocketException.class, SSLException.class);
    }
  }
}
