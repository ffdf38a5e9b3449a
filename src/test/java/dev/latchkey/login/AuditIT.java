package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.PackagedJar;
import dev.latchkey.PackagedService;
import dev.latchkey.RecordedLog;
import dev.latchkey.TestDatabase;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What production really writes to standard output. */
class AuditIT {

  @Test
  void everyLineIsJson_andEveryAttemptIsThere_alsoThoseJustBeforeTheEnd() throws Exception {
    try (var service =
        PackagedService.start(
            Map.of(
                "LATCHKEY_PASSWORD_MAX_WAIT", "60S",
                "LATCHKEY_DIRECTORY_TIMEOUT", "60S",
                "LATCHKEY_CALLER_TRUSTED_PROXIES", "127.0.0.0/8,::1"))) {
      var org = service.directory().org("audit.example");
      var id = org.user("jane").hash(LoginContract.HASH).save();
      var uri = service.baseUri();
      var name = "hunter2\\n\\u001b[31m{\\\"a\\\":1}";
      new Caller(uri, org.domain, name, "x").login();
      new Caller(uri, "hunter2%0A%1B", "jane", "x").login();
      new Caller(uri, org.domain, "jane", "x").from("1.1.1.1").from("2.2.2.2, 203.0.113.9").login();
      var jane = new Caller(uri, org.domain, "jane", LoginContract.PASSWORD);
      for (int i = 0; i < 200; i++) {
        jane.login();
      }
      var end = service.jar().terminate();

      assertThat(end.out()).doesNotContain("hunter2").doesNotContain("\u001b");
      var lines = end.out().lines().map(RecordedLog::parse).toList();
      var audit = lines.stream().filter(AuditIT::isAudit).map(line -> line.get("mdc")).toList();
      assertThat(audit)
          .extracting(event -> event.get("outcome").asText())
          .startsWith("unknown_user", "unknown_organization", "wrong_password", "success")
          .hasSize(203);
      assertThat(audit.get(2).get("client").asText()).isEqualTo("203.0.113.9");
      assertThat(audit.get(2).get("user").asText()).isEqualTo(id.toString());
      assertThat(lines)
          .filteredOn(AuditIT::isAudit)
          .allSatisfy(line -> assertThat(line.fieldNames()).toIterable().containsAll(MEMBERS));
    }
  }

  /**
   * Nobody reads what it writes: the pipe is full after some hundred lines, the queue soon after.
   */
  @Test
  void logThatStandsStill_stopsNoLogin_andTellsWhatWasLostWhenItFlowsAgain() throws Exception {
    var settings =
        Map.of(
            "QUARKUS_LOG_CONSOLE_ASYNC_QUEUE_LENGTH", "100",
            "LATCHKEY_AUDIT_EVENTS_PER_SECOND", "1000000");
    try (var database = TestDatabase.create();
        var run =
            PackagedJar.serveUnread(
                PackagedJar.with(
                    PackagedService.issuerAndKeys(),
                    PackagedJar.with(database.environment(), settings)))) {
      var caller =
          new Caller("http://localhost:" + run.awaitPort(), "nowhere.example", "jane", "x");

      for (int i = 0; i < LOGINS; i++) {
        var answer = caller.logins(1).get(0).get(20, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(404);
      }
      long lost = lost(run);
      assertThat(lost).isPositive();

      var reader = run.readOn();
      run.awaitLine(" lines of the log were lost");
      run.process().destroy();
      reader.join();
      var lines = run.out().lines().map(RecordedLog::parse).toList();

      assertThat(lines.stream().filter(AuditIT::isAudit).count() + lost).isEqualTo(LOGINS);
      assertThat(lines)
          .extracting(line -> line.get("message").asText())
          .filteredOn(message -> message.contains("were lost"))
          .containsExactly(lost + " lines of the log were lost, because nobody read them in time");
    }
  }

  private static final int LOGINS = 1_000;

  private static long lost(PackagedJar run) {
    var name = "latchkey_log_lines_lost_total ";
    return RestAssured.given()
        .port(run.awaitManagementPort())
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  /** Malformed requests cost nothing: thousands of them must not fill the log. */
  @Test
  void flood_isAFewEventsAndItsNumber_withinASecond() throws Exception {
    try (var service = PackagedService.start(Map.of("LATCHKEY_PASSWORD_MAX_WAIT", "60S"))) {
      var org = service.directory().org("flood.example");
      org.user("jane").hash(LoginContract.HASH).save();
      var malformed = new Caller(service.baseUri(), org.domain, "", "x");
      for (int i = 0; i < 20; i++) {
        malformed.logins(50).forEach(CompletableFuture::join);
      }
      new Caller(service.baseUri(), org.domain, "jane", "x").login();
      var out = service.jar().terminate().out();

      var audit =
          out.lines()
              .map(RecordedLog::parse)
              .filter(AuditIT::isAudit)
              .map(line -> line.get("mdc"))
              .toList();
      assertThat(audit).filteredOn(event -> event.has("user")).hasSize(1);
      var flood =
          audit.stream().filter(e -> e.get("outcome").asText().equals("malformed")).toList();
      assertThat(flood.stream().mapToInt(AuditIT::attempts).sum()).isEqualTo(1_000);
      assertThat(flood).hasSizeLessThan(700);
    }
  }

  private static int attempts(JsonNode event) {
    return event.has("count") ? event.get("count").asInt() : 1;
  }

  private static final List<String> MEMBERS =
      List.of("timestamp", "sequence", "loggerName", "level", "message", "threadName", "mdc");

  private static boolean isAudit(JsonNode line) {
    return line.get("loggerName").asText().equals("audit");
  }
}
