package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static dev.latchkey.http.ErrorAssert.assertHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MethodErrorsTest {

  private static final String LOGIN = "/v1/acme/auth/login";

  @ParameterizedTest
  @ValueSource(
      strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO", "post", "CONNECT"})
  void otherMethodOnLogin_notAllowed(String method) throws IOException {
    var reply = RawHttp.exchange(method + " " + LOGIN + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertError(reply, ErrorStatus.METHOD_NOT_ALLOWED, LOGIN);
    assertThat(reply.headers()).containsEntry("allow", "POST");
  }

  @Test
  void headOnLogin_notAllowedWithoutBody() throws IOException {
    try (var connection = new RawHttp()) {
      var reply = connection.send("HEAD " + LOGIN + " HTTP/1.1\r\nHost: x\r\n\r\n").replyToHead();
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.headers())
          .containsEntry("allow", "POST")
          .containsEntry("content-type", "application/json");
      assertHeaders(reply);
      // The next answer begins where this one ended: there was no body
      var next = connection.send("GET /none HTTP/1.1\r\nHost: x\r\n\r\n").reply();
      assertError(next, ErrorStatus.NOT_FOUND, "/none");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "OPTIONS", "FOO"})
  void otherMethodOnReadable_allowsGetAndHead(String method) throws IOException {
    var reply = RawHttp.exchange(method + " /probe/x/cached HTTP/1.1\r\nHost: x\r\n\r\n");
    assertError(reply, ErrorStatus.METHOD_NOT_ALLOWED, "/probe/x/cached");
    assertThat(reply.headers()).containsEntry("allow", "GET, HEAD");
  }

  @Test
  void headOnReadable_answered() throws IOException {
    try (var connection = new RawHttp()) {
      var reply = connection.send("HEAD /probe/x/cached HTTP/1.1\r\nHost: x\r\n\r\n").replyToHead();
      assertThat(reply.status()).isEqualTo(200);
      assertHeaders(reply);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "OPTIONS", "FOO"})
  void anyMethodOnUnknownPath_notFound(String method) throws IOException {
    var reply = RawHttp.exchange(method + " /probe HTTP/1.1\r\nHost: x\r\n\r\n");
    assertError(reply, ErrorStatus.NOT_FOUND, "/probe");
    assertThat(reply.headers()).doesNotContainKey("allow");
  }

  @Test
  void methodAndTypeAndSizeWrong_methodFirst() throws IOException {
    var reply =
        RawHttp.exchange(
            "PUT /probe/x HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nAccept: text/html\r\n"
                + "Content-Length: 9000\r\n\r\n"
                + "x".repeat(9000));
    assertError(reply, ErrorStatus.METHOD_NOT_ALLOWED, "/probe/x");
  }

  @Test
  void asterisk_notFound() throws IOException {
    assertError(
        RawHttp.exchange("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"), ErrorStatus.NOT_FOUND, "/");
  }
}
