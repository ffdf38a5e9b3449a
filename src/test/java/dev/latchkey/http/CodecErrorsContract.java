package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is routed, in tests and by the packaged application. */
abstract class CodecErrorsContract {

  abstract int port();

  /** The hook follows the opening of the port, it does not precede it. */
  @BeforeEach
  void awaitHook() {
    var deadline = Instant.now().plusSeconds(20);
    while (!isHooked()) {
      assertThat(Instant.now()).isBefore(deadline);
    }
  }

  private boolean isHooked() {
    try {
      return !exchange("nonsense\r\n\r\n").body().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP\r\nHost: x\r\n\r\n",
        "G@T / HTTP/1.1\r\nHost: x\r\n\r\n",
        "\u0016\u0003\u0001not-tls\r\n\r\n",
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
      })
  void malformedHeaders_badRequestAndClosed(String headers) throws IOException {
    refusedAndClosed(
        "POST /v1/acme/auth/login HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n",
        ErrorStatus.BAD_REQUEST,
        "/v1/acme/auth/login");
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

  @Test
  void refusedWhileStillSending_answerNotLostInAReset() throws IOException {
    refusedAndClosed(
        "GET /none HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(5_000_000) + "\r\n\r\n",
        ErrorStatus.HEADERS_TOO_LARGE,
        "/none");
  }

  @Test
  void requestIdBeforeTheFault_kept() throws IOException {
    var reply =
        exchange("GET /none HTTP/1.1\r\nX-Request-Id: abc.1\r\nHost: x\r\nBad Name: x\r\n\r\n");
    assertThat(reply.headers()).containsEntry("x-request-id", "abc.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "zz", "FFFFFFFFFFFFFFFFF", "", "2;\u0000"})
  void malformedChunkSize_badRequestAndClosed(String size) throws IOException {
    refusedAndClosed(
        "POST /v1/acme/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + size
            + "\r\n{}\r\n0\r\n\r\n",
        ErrorStatus.BAD_REQUEST,
        "/v1/acme/auth/login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Host: x\r\nHost: y\r\n", "Host: a b\r\n", "Host: x:y:z\r\n"})
  void badHost_badRequest(String host) throws IOException {
    assertError(
        exchange("GET /none HTTP/1.1\r\n" + host + "\r\n"), ErrorStatus.BAD_REQUEST, "/none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/2.0", "HTTP/1.2", "HTTP/0.9"})
  void otherVersion_badRequest(String version) throws IOException {
    assertError(
        exchange("GET /none " + version + "\r\nHost: x\r\n\r\n"), ErrorStatus.BAD_REQUEST, "/none");
  }

  @Test
  void http10_answeredAndClosed() throws IOException {
    try (var connection = new RawHttp(port())) {
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
    var reply =
        exchange("POST /v1/acme/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n");
    assertError(reply, ErrorStatus.BAD_REQUEST, "/v1/acme/auth/login");
  }

  @Test
  void connectionClose_closedAfterTheError() throws IOException {
    try (var connection = new RawHttp(port())) {
      var reply =
          connection.send("GET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").reply();
      assertError(reply, ErrorStatus.NOT_FOUND, "/none");
      assertThat(reply.headers()).containsEntry("connection", "close");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void malformedAfterGood_bothAnswered() throws IOException {
    try (var connection = new RawHttp(port())) {
      connection.send("GET /none HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n\r\n");
      assertError(connection.reply(), ErrorStatus.NOT_FOUND, "/none");
      assertError(connection.reply(), ErrorStatus.BAD_REQUEST, "/");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void bodyCutShort_nothingAnswered() throws IOException {
    try (var connection = new RawHttp(port())) {
      connection.send(
          "POST /v1/acme/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
      connection.finish();
      assertThat(connection.isClosed()).isTrue();
    }
  }

  private RawHttp.Reply exchange(String request) throws IOException {
    try (var connection = new RawHttp(port())) {
      return connection.send(request).reply();
    }
  }

  private void refusedAndClosed(String request, ErrorStatus status, String path)
      throws IOException {
    try (var connection = new RawHttp(port())) {
      var reply = connection.send(request).reply();
      assertError(reply, status, path);
      assertThat(reply.headers()).containsEntry("connection", "close");
      assertThat(connection.isClosed()).isTrue();
    }
  }
}
