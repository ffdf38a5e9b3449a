package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FailureTest {

  private final Captured log = new Captured();

  @BeforeEach
  void capture() {
    Logger.getLogger("").addHandler(log);
  }

  @AfterEach
  void release() {
    Logger.getLogger("").removeHandler(log);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/probe/x/fail/exception",
        "/probe/x/fail/error",
        "/probe/x/fail/overflow",
        "/probe/x/fail/later",
        "/probe/x/fail/rejected",
        "/probe-route/throws",
      })
  void unexpected_fixedMessageAndPlaceInLogUnderRequestId(String path) throws IOException {
    var reply =
        RawHttp.exchange(
            "GET " + path + "?q=raw HTTP/1.1\r\nHost: x\r\nX-Request-Id: id-1\r\n\r\n");
    assertError(reply, ErrorStatus.INTERNAL_SERVER_ERROR, path);
    assertThat(reply.headers()).containsEntry("x-request-id", "id-1");
    assertThat(log.records).hasSize(1);
    var entry = log.records.get(0);
    assertThat(entry.getThrown()).isNotNull();
    assertThat(new PatternFormatter("%X{requestId} %s%e").format(entry))
        .startsWith("id-1 Request id-1 failed: java.")
        .contains("\tat dev.latchkey.http.ProbeResource.")
        .doesNotContain("raw", ProbeResource.SECRET);
  }

  /** Only dev mode shows it the page of Quarkus, with the failure's text. */
  @ParameterizedTest
  @ValueSource(strings = {"/probe/x/fail/exception", "/probe-route/throws"})
  void unexpected_isNotToldToABrowserEither(String path) throws IOException {
    var accept = "Accept: text/html,application/json;q=0.9,*/*;q=0.8\r\n";
    var reply = RawHttp.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + accept + "\r\n");
    assertError(reply, ErrorStatus.INTERNAL_SERVER_ERROR, path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/probe/x/fail/answer", "/probe-route/chunked"})
  void answerOfAnother_replaced(String path) throws IOException {
    try (var connection = new RawHttp()) {
      var get = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
      assertError(connection.send(get).reply(), ErrorStatus.INTERNAL_SERVER_ERROR, path);
      // and nothing of its rest is left on the connection
      assertError(connection.send(get).reply(), ErrorStatus.INTERNAL_SERVER_ERROR, path);
    }
  }

  @Test
  void statusOutsideTheTable_badRequest() throws IOException {
    assertError(get("/probe/x/fail/teapot"), ErrorStatus.BAD_REQUEST, "/probe/x/fail/teapot");
  }

  @Test
  void mismatchedJson_badRequest() throws IOException {
    assertError(get("/probe/x/fail/mismatch"), ErrorStatus.BAD_REQUEST, "/probe/x/fail/mismatch");
  }

  @Test
  void refusal_itsStatusAndHeaders() throws IOException {
    var reply = get("/probe/x/fail/refusal");
    assertError(reply, ErrorStatus.TOO_MANY_REQUESTS, "/probe/x/fail/refusal");
    assertThat(reply.headers()).containsEntry("retry-after", "7");
    assertThat(log.records).isEmpty();
  }

  @Test
  void routeFailsWithStatus_thatStatus() throws IOException {
    assertError(get("/probe-route/fails"), ErrorStatus.SERVICE_UNAVAILABLE, "/probe-route/fails");
  }

  @Test
  void bareStatus_envelope() throws IOException {
    assertError(get("/probe-route/bare"), ErrorStatus.METHOD_NOT_ALLOWED, "/probe-route/bare");
  }

  @Test
  void failureAfterTheAnswerBegan_closed() throws IOException {
    try (var connection = new RawHttp()) {
      connection.send("GET /probe-route/half HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(connection.reply().status()).isEqualTo(200);
      assertThat(connection.rest()).contains("begun").doesNotContain("\r\n0\r\n");
    }
  }

  private static RawHttp.Reply get(String path) throws IOException {
    return RawHttp.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  private static final class Captured extends Handler {
    private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        var kept = ExtLogRecord.wrap(entry);
        kept.copyMdc(); // here, on the thread that logs
        records.add(kept);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
