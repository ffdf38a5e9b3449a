package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.PackagedJar;
import dev.latchkey.PackagedService;
import dev.latchkey.RecordedLog;
import dev.latchkey.TestDatabase;
import java.util.List;
import java.util.Map;
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
      new Caller(uri, org.domain, "jane", "x").from("1.1.1.1, 203.0.113.9").login();
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
  void logThatStandsStill_stopsNoLogin() throws Exception {
    var shortQueue = Map.of("QUARKUS_LOG_CONSOLE_ASYNC_QUEUE_LENGTH", "100");
    try (var database = TestDatabase.create();
        var run =
            PackagedJar.serveUnread(
                PackagedJar.with(
                    PackagedService.issuerAndKeys(),
                    PackagedJar.with(database.environment(), shortQueue)))) {
      var caller =
          new Caller("http://localhost:" + run.awaitPort(), "nowhere.example", "jane", "x");

      for (int i = 0; i < 1_000; i++) {
        var answer = caller.logins(1).get(0).get(20, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(404);
      }
    }
  }

  private static final List<String> MEMBERS =
      List.of("timestamp", "sequence", "loggerName", "level", "message", "threadName", "mdc");

  private static boolean isAudit(JsonNode line) {
    return line.get("loggerName").asText().equals("audit");
  }
}
