package dev.latchkey.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.987654321Z");

  @Test
  void anyError_fiveMembersInOrder() {
    assertThat(json("/v1/acme/auth/login"))
        .isEqualTo(
            "{\"status\":401,\"error\":\"Unauthorized\",\"message\":\"no\","
                + "\"path\":\"/v1/acme/auth/login\",\"timestamp\":\"2026-01-31T12:00:00Z\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "/a?b, /a",
    "/a#b, /a",
    "/a?b?c#d, /a",
    "?a, /",
    "http://x/a/b?c, /a/b",
    "http://x, /",
    "https://x?y, /",
    "*, /",
    "x:443, /",
    "/%zz, /%zz",
  })
  void target_pathWithoutQuery(String target, String path) throws Exception {
    assertThat(path(target)).isEqualTo(path);
  }

  @Test
  void unreadableTarget_slash() throws Exception {
    assertThat(path(null)).isEqualTo("/");
    assertThat(path("")).isEqualTo("/");
  }

  @Test
  void longTarget_1024Characters() throws Exception {
    assertThat(path("/" + "x".repeat(1023))).hasSize(1024);
    assertThat(path("/" + "x".repeat(1024))).hasSize(1024);
    assertThat(path("http://x/" + "x".repeat(1024))).hasSize(1024).startsWith("/x");
  }

  @Test
  void anyCharacter_survives() throws Exception {
    var all = new StringBuilder("/");
    for (char c = 0; c < 0x250; c++) {
      if (c != '?' && c != '#') {
        all.append(c);
      }
    }
    assertThat(path(all.toString())).isEqualTo(all.toString());
    assertThat(json(all.toString())).matches("[ -~]*");
    assertThat(path("/\u1234\uabcd\uffff")).isEqualTo("/\u1234\uabcd\uffff");
    assertThat(json("/\u00e9\uabcd")).contains("/\\u00e9\\uabcd");
  }

  @Test
  void ownBody_recognised() {
    assertThat(Envelope.is(Unpooled.wrappedBuffer(json("/").getBytes(UTF_8)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"status\"", "{\"details\":\"Error id\"}", "<html>"})
  void otherBody_not(String body) {
    assertThat(Envelope.is(Unpooled.wrappedBuffer(body.getBytes(UTF_8)))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(ErrorStatus.class)
  void statusOfTheTable_itself(ErrorStatus status) {
    assertThat(ErrorStatus.of(status.code())).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "402, BAD_REQUEST",
    "501, BAD_REQUEST",
    "505, BAD_REQUEST",
    "502, INTERNAL_SERVER_ERROR"
  })
  void statusOutsideTheTable_nearest(int code, ErrorStatus status) {
    assertThat(ErrorStatus.of(code)).isEqualTo(status);
  }

  private static String path(@Nullable String target) throws Exception {
    return new ObjectMapper().readTree(json(target)).get("path").textValue();
  }

  private static String json(@Nullable String target) {
    return new String(Envelope.of(ErrorStatus.UNAUTHORIZED, "no", target, NOON), UTF_8);
  }
}
