package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The port of health and metrics has the envelope, too. */
@QuarkusTest
class ManagementErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /none",
    "GET, /q/none",
    "GET, /q/health/none",
    "POST, /v1/acme/auth/login",
    "GET, /.well-known/jwks.json"
  })
  void unknownPath_notFound(String method, String path) throws IOException {
    assertError(send(method, path), ErrorStatus.NOT_FOUND, path);
  }

  @ParameterizedTest
  @CsvSource({"/q/health/ready", "/q/metrics", "/q/openapi"})
  void whatIsServed_isLeftAsItIs(String path) throws IOException {
    var reply = send("GET", path);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isNotEmpty().doesNotContain("\"timestamp\"");
  }

  private static RawHttp.Reply send(String method, String path) throws IOException {
    try (var connection = RawHttp.toManagement()) {
      return connection.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").reply();
    }
  }
}
