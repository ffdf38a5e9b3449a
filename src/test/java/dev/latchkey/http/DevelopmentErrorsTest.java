package dev.latchkey.http;

import static dev.latchkey.http.ErrorStatus.INTERNAL_SERVER_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.quarkus.runtime.LaunchMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DevelopmentErrorsTest {

  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
  private static final String QUARKUS_PAGE = "<html>Compilation Failed</html>";

  private final IllegalStateException failure = new IllegalStateException("hunter2");
  private final DevelopmentErrors inDevelopment = in(LaunchMode.DEVELOPMENT);

  @Test
  void failure_isToldToDevelopers() {
    assertThat(inDevelopment.message(INTERNAL_SERVER_ERROR, failure))
        .isEqualTo("java.lang.IllegalStateException: hunter2");
  }

  @Test
  void colourOfTheTerminal_isLeftOut() {
    var coloured = new IllegalStateException("\u001b[91mCompilation Failed\u001b[0m");

    assertThat(inDevelopment.message(INTERNAL_SERVER_ERROR, coloured))
        .isEqualTo("java.lang.IllegalStateException: Compilation Failed");
  }

  @Test
  void causes_areToldWithIt() {
    var outer = new RuntimeException("outer", failure);

    assertThat(inDevelopment.message(INTERNAL_SERVER_ERROR, outer))
        .isEqualTo(
            "java.lang.RuntimeException: outer, caused by java.lang.IllegalStateException: hunter2");
  }

  @Test
  void failureThatRepeatsItsCause_isLeftOut() {
    var outer = new RuntimeException(new RuntimeException("Build failed: " + failure, failure));

    assertThat(inDevelopment.message(INTERNAL_SERVER_ERROR, outer))
        .isEqualTo("java.lang.IllegalStateException: hunter2");
  }

  @Test
  void causesInACircle_end() {
    var outer = new RuntimeException("outer", failure);
    failure.initCause(outer);

    assertThat(inDevelopment.message(INTERNAL_SERVER_ERROR, outer))
        .startsWith("java.lang.RuntimeException: outer, caused by");
  }

  @Test
  void browser_getsThePageWithTheStackTrace() {
    assertThat(inDevelopment.page(INTERNAL_SERVER_ERROR, failure, BROWSER))
        .contains("<html", "IllegalStateException: hunter2", "\tat " + getClass().getName());
  }

  @Test
  void otherClient_getsNoPage() {
    assertThat(inDevelopment.page(INTERNAL_SERVER_ERROR, failure, "application/json")).isNull();
    assertThat(inDevelopment.page(INTERNAL_SERVER_ERROR, failure, null)).isNull();
  }

  /** A refusal is no mistake of the developer. */
  @Test
  void otherStatus_isAsInProduction() {
    var status = ErrorStatus.NOT_FOUND;

    assertThat(inDevelopment.message(status)).isEqualTo(status.message());
    assertThat(inDevelopment.message(status, failure)).isEqualTo(status.message());
    assertThat(inDevelopment.page(status, failure, BROWSER)).isNull();
    assertThat(inDevelopment.isPage(status, "text/html", BROWSER)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEVELOPMENT")
  void otherMode_tellsNothing(LaunchMode mode) {
    var errors = in(mode);

    assertThat(errors.message(INTERNAL_SERVER_ERROR)).isEqualTo(INTERNAL_SERVER_ERROR.message());
    assertThat(errors.message(INTERNAL_SERVER_ERROR, failure))
        .isEqualTo(INTERNAL_SERVER_ERROR.message());
    assertThat(errors.page(INTERNAL_SERVER_ERROR, failure, BROWSER)).isNull();
    assertThat(errors.isPage(INTERNAL_SERVER_ERROR, "text/html", BROWSER)).isFalse();
  }

  @Test
  void pageOfQuarkus_reachesTheBrowser() {
    var answer = answerToQuarkusPage(LaunchMode.DEVELOPMENT, BROWSER);

    assertThat(answer.headers().get(HttpHeaderNames.CONTENT_TYPE)).startsWith("text/html");
    assertThat(answer.headers().get(CommonHeaders.NOSNIFF_NAME)).isNotNull();
    assertThat(body(answer)).isEqualTo(QUARKUS_PAGE);
  }

  @Test
  void pageOfQuarkus_isAnEnvelopeWithItsTextForOthers() {
    var answer = answerToQuarkusPage(LaunchMode.DEVELOPMENT, "*/*");

    assertThat(answer.headers().get(HttpHeaderNames.CONTENT_TYPE)).isEqualTo(Envelope.MEDIA_TYPE);
    assertThat(body(answer))
        .contains("\"message\":\"java.lang.RuntimeException: Compilation Failed\"");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEVELOPMENT")
  void pageOfQuarkus_isAnEnvelopeForAllInOtherModes(LaunchMode mode) {
    for (var accept : new String[] {BROWSER, "text/html", "*/*"}) {
      var answer = answerToQuarkusPage(mode, accept);

      assertThat(answer.headers().get(HttpHeaderNames.CONTENT_TYPE)).isEqualTo(Envelope.MEDIA_TYPE);
      assertThat(body(answer)).contains("\"message\":\"An unexpected error occurred.\"");
    }
  }

  private static DevelopmentErrors in(LaunchMode mode) {
    return new DevelopmentErrors(mode, () -> new RuntimeException("Compilation Failed"));
  }

  /** What becomes of the error page that Quarkus writes to a connection. */
  private static FullHttpResponse answerToQuarkusPage(LaunchMode mode, @Nullable String accept) {
    var connection = new EmbeddedChannel(new CodecErrors(Clock.systemUTC(), in(mode)));
    var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/path");
    request.headers().set(HttpHeaderNames.ACCEPT, accept);
    connection.writeInbound(request);
    var page =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.INTERNAL_SERVER_ERROR);
    page.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=UTF-8");
    page.content().writeCharSequence(QUARKUS_PAGE, StandardCharsets.UTF_8);
    connection.writeOutbound(page);
    return connection.readOutbound();
  }

  private static String body(FullHttpResponse answer) {
    return answer.content().toString(StandardCharsets.UTF_8);
  }
}
