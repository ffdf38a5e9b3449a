package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BodyLimitTest {

  private static final int LIMIT = 8192;
  private static final String HEAD =
      "POST /probe/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

  @Test
  void fixedAtLimit_read() throws IOException {
    assertThat(RawHttp.exchange(fixed(LIMIT)).body()).isEqualTo("{\"length\":8192}");
  }

  @Test
  void chunkedAtLimit_read() throws IOException {
    assertThat(RawHttp.exchange(chunked(LIMIT / 2, 2)).body()).isEqualTo("{\"length\":8192}");
  }

  @Test
  void fixedOverLimit_tooLargeAndConnectionLivesOn() throws IOException {
    try (var connection = new RawHttp()) {
      var reply = connection.send(fixed(LIMIT + 1)).reply();
      assertError(reply, ErrorStatus.CONTENT_TOO_LARGE, "/probe/x");
      assertThat(connection.send(fixed(3)).reply().body()).isEqualTo("{\"length\":3}");
    }
  }

  @Test
  void chunkedOverLimit_tooLargeAndConnectionLivesOn() throws IOException {
    try (var connection = new RawHttp()) {
      var reply = connection.send(chunked(LIMIT / 2 + 1, 2)).reply();
      assertError(reply, ErrorStatus.CONTENT_TOO_LARGE, "/probe/x");
      assertThat(connection.send(chunked(3, 1)).reply().body()).isEqualTo("{\"length\":3}");
    }
  }

  @Test
  void declaredOverLimit_answeredBeforeTheBodyCame() throws IOException {
    var reply = RawHttp.exchange(HEAD + "Content-Length: 99999999999\r\n\r\n");
    assertError(reply, ErrorStatus.CONTENT_TOO_LARGE, "/probe/x");
  }

  @Test
  void endlessChunks_answeredBeforeTheEnd() throws IOException {
    var open = chunked(LIMIT, 2);
    var reply = RawHttp.exchange(open.substring(0, open.length() - 5));
    assertError(reply, ErrorStatus.CONTENT_TOO_LARGE, "/probe/x");
  }

  @Test
  void senderOfHalfAMegabyte_seesTheAnswer() throws IOException {
    assertError(RawHttp.exchange(fixed(500_000)), ErrorStatus.CONTENT_TOO_LARGE, "/probe/x");
  }

  @Test
  void senderWithoutEnd_cutOff() throws IOException {
    try (var connection = new RawHttp()) {
      connection.send(HEAD + "Content-Length: 99999999999\r\n\r\n");
      assertError(connection.reply(), ErrorStatus.CONTENT_TOO_LARGE, "/probe/x");
      connection.send("x".repeat(1_100_000));
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void unreadBodyOfUnknownPath_connectionLivesOn() throws IOException {
    try (var connection = new RawHttp()) {
      var reply = connection.send(fixed(200_000).replace("/probe/x", "/none")).reply();
      assertError(reply, ErrorStatus.NOT_FOUND, "/none");
      assertThat(connection.send(fixed(3)).reply().body()).isEqualTo("{\"length\":3}");
    }
  }

  @Test
  void unreadBodyOfRefusedPath_connectionLivesOn() throws IOException {
    try (var connection = new RawHttp()) {
      var reply = connection.send(fixed(200_000).replace("/probe/x", "//x")).reply();
      assertError(reply, ErrorStatus.NOT_FOUND, "//x");
      assertThat(connection.send(fixed(3)).reply().body()).isEqualTo("{\"length\":3}");
    }
  }

  @Test
  void expectContinue_invited() throws IOException {
    try (var connection = new RawHttp()) {
      connection.send(HEAD + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(connection.reply().status()).isEqualTo(100);
      assertThat(connection.send("{}").reply().body()).isEqualTo("{\"length\":2}");
    }
  }

  @Test
  void expectContinueWithTooMuch_refusedAtOnce() throws IOException {
    var reply = RawHttp.exchange(HEAD + "Expect: 100-continue\r\nContent-Length: 9000\r\n\r\n");
    assertError(reply, ErrorStatus.CONTENT_TOO_LARGE, "/probe/x");
  }

  @Test
  void expectContinueOnUnknownPath_refusedAtOnce() throws IOException {
    var request = HEAD + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    var reply = RawHttp.exchange(request.replace("/probe/x", "/none"));
    assertError(reply, ErrorStatus.NOT_FOUND, "/none");
  }

  @Test
  void bodyOnGet_limitedToo() throws IOException {
    var reply =
        RawHttp.exchange("GET /probe/x/cached HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n");
    assertError(reply, ErrorStatus.CONTENT_TOO_LARGE, "/probe/x/cached");
  }

  @Test
  void acceptAndSizeWrong_acceptFirst() throws IOException {
    var reply = RawHttp.exchange(fixed(9000).replace("Host: x", "Host: x\r\nAccept: text/html"));
    assertError(reply, ErrorStatus.NOT_ACCEPTABLE, "/probe/x");
  }

  @Test
  void excludedAndSizeWrong_acceptFirst() throws IOException {
    var reply = RawHttp.exchange(fixed(9000).replace("Host: x", "Host: x\r\nAccept: */*;q=0"));
    assertError(reply, ErrorStatus.NOT_ACCEPTABLE, "/probe/x");
  }

  @Test
  void pipelined_answeredInOrder() throws IOException {
    try (var connection = new RawHttp()) {
      connection.send(fixed(3) + chunked(9000, 1) + fixed(4));
      assertThat(connection.reply().body()).isEqualTo("{\"length\":3}");
      assertError(connection.reply(), ErrorStatus.CONTENT_TOO_LARGE, "/probe/x");
      assertThat(connection.reply().body()).isEqualTo("{\"length\":4}");
    }
  }

  private static String fixed(int length) {
    return HEAD + "Content-Length: " + length + "\r\n\r\n" + "x".repeat(length);
  }

  private static String chunked(int size, int count) {
    var chunk = Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n";
    return HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(count) + "0\r\n\r\n";
  }
}
