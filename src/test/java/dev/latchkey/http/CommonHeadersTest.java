package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CommonHeadersTest {

  @Test
  void success_carriesThem() throws IOException {
    var reply = get("/probe/x/id", "");
    assertThat(reply.status()).isEqualTo(200);
    assertHeaders(reply);
    assertThat(reply.headers()).containsEntry("cache-control", "no-store");
  }

  @Test
  void ownCacheControl_kept() throws IOException {
    assertThat(get("/probe/x/cached", "").headers())
        .containsEntry("cache-control", "public, max-age=300");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-Z_0.9", "0123456789abcdef0123456789abcdef"})
  void validRequestId_kept(String id) throws IOException {
    var reply = get("/probe/x/id", "X-Request-Id: " + id + "\r\n");
    assertThat(reply.headers()).containsEntry("x-request-id", id);
    assertThat(reply.body()).isEqualTo('"' + id + '"');
  }

  @Test
  void longestRequestId_kept() throws IOException {
    var id = "x".repeat(128);
    assertThat(get("/probe/x/id", "X-Request-Id: " + id + "\r\n").headers())
        .containsEntry("x-request-id", id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "\u00e9", "\"", "${jndi:x}"})
  void invalidRequestId_replaced(String id) throws IOException {
    var reply = get("/probe/x/id", "X-Request-Id: " + id + "\r\n");
    assertHeaders(reply);
    assertThat(reply.headers().get("x-request-id")).hasSize(36);
  }

  @Test
  void tooLongRequestId_replaced() throws IOException {
    var reply = get("/probe/x/id", "X-Request-Id: " + "x".repeat(129) + "\r\n");
    assertThat(reply.headers().get("x-request-id")).hasSize(36);
  }

  @Test
  void requestIds_differ() throws IOException {
    assertThat(get("/none", "").headers().get("x-request-id"))
        .isNotEqualTo(get("/none", "").headers().get("x-request-id"));
  }

  @Test
  void managementInterface_asQuarkusMakesIt() throws Exception {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    var health =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/q/health"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(health.body()).contains("\"checks\"");
    assertThat(health.headers().firstValue("X-Request-Id")).isEmpty();
  }

  private static RawHttp.Reply get(String path, String headers) throws IOException {
    return RawHttp.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
  }
}
