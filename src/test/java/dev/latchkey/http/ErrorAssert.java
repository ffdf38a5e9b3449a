package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.ApiDocument;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;

/** What the contract says of every error, in one place. */
final class ErrorAssert {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorAssert() {}

  static void assertError(RawHttp.Reply reply, ErrorStatus status, String path) {
    assertError(reply, status, status.message(), path);
  }

  static void assertError(RawHttp.Reply reply, ErrorStatus status, String message, String path) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status.code());
    assertThat(reply.reason()).as(reply.toString()).isEqualTo(status.reason());
    assertHeaders(reply);
    assertThat(reply.headers()).containsEntry("cache-control", "no-store");
    assertThat(reply.headers()).containsEntry("content-type", "application/json");
    assertThat(ApiDocument.faults("Error", reply.body())).isEmpty();
    assertThat(reply.body())
        .matches(
            "(?s)\\{\"status\":.*,\"error\":.*,\"message\":.*,\"path\":.*,\"timestamp\":.*\\}");
    var json = parse(reply.body());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("status", "error", "message", "path", "timestamp");
    assertThat(json.get("status").intValue()).isEqualTo(status.code());
    assertThat(json.get("error").textValue()).isEqualTo(status.reason());
    assertThat(json.get("message").textValue()).isEqualTo(message);
    assertThat(json.get("path").textValue()).isEqualTo(path);
    assertThat(json.get("timestamp").textValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(Duration.between(Instant.parse(json.get("timestamp").textValue()), Instant.now()))
        .isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(1));
  }

  static void assertHeaders(RawHttp.Reply reply) {
    assertThat(reply.headers()).containsEntry("x-content-type-options", "nosniff");
    assertThat(reply.headers().get("x-request-id")).matches("[A-Za-z0-9._-]{1,128}");
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      return Assertions.fail("not JSON: " + body, notJson);
    }
  }
}
