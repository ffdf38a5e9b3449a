package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.PackagedJar;
import dev.latchkey.PackagedService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guard where a connection begins with the header of the PROXY protocol, and then TLS, which
 * comes from a key store in the TLS registry, on both ports; no port is without TLS.
 */
class OtherWaysInIT {

  private static final String PROXY = "PROXY TCP4 203.0.113.9 127.0.0.1 4711 443\r\n";
  private static final String TWO_HOSTS = "GET /none HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n";
  private static final String LOGIN =
      "POST /v1/nowhere.example/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Content-Length: 31\r\n\r\n{\"username\":\"a\",\"password\":\"b\"}";

  @TempDir static Path folder;

  private static PackagedService service;

  @BeforeAll
  static void start() {
    service =
        PackagedService.start(
            PackagedJar.with(
                TestCertificate.in(folder).environmentForAllPorts(),
                Map.of("QUARKUS_HTTP_PROXY_USE_PROXY_PROTOCOL", "true")));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void faultBehindProxyProtocolAndTls_hasTheEnvelope() throws IOException {
    try (var connection = RawHttp.withTls(service.port(), PROXY)) {
      var reply = connection.send(TWO_HOSTS).reply();
      assertError(reply, ErrorStatus.BAD_REQUEST, "/none");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void addressOfTheProxyProtocol_isTheCallers() throws IOException {
    try (var connection = RawHttp.withTls(service.port(), PROXY)) {
      assertError(
          connection.send(LOGIN).reply(), ErrorStatus.NOT_FOUND, "/v1/nowhere.example/auth/login");
    }
    service.jar().awaitLine("203.0.113.9");
  }

  @Test
  void requestsOneAfterTheOther_areServed() throws IOException {
    try (var connection = RawHttp.withTls(service.port(), PROXY)) {
      connection.send("GET /none HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3));
      for (int i = 0; i < 3; i++) {
        assertError(connection.reply(), ErrorStatus.NOT_FOUND, "/none");
      }
    }
  }

  @Test
  void managementPortWithTls_isGuarded() throws IOException {
    int port = service.jar().awaitManagementPort();
    try (var connection = RawHttp.withTls(port)) {
      assertThat(connection.send("GET /q/health/live HTTP/1.1\r\nHost: x\r\n\r\n").reply().status())
          .isEqualTo(200);
      assertThat(connection.send("GET /q/health\t HTTP/1.1\r\nHost: x\r\n\r\n").reply().status())
          .isEqualTo(400);
    }
  }

  @Test
  void withoutTls_nobodyIsAnswered() {
    assertThatThrownBy(
            () -> {
              try (var connection = new RawHttp(service.port())) {
                connection.send(PROXY + "GET /none HTTP/1.1\r\nHost: x\r\n\r\n").reply();
              }
            })
        .isInstanceOf(Exception.class)
        .isNotInstanceOf(SSLException.class);
  }
}
