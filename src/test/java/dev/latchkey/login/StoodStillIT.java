package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedService;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoodStillIT {

  /** A lock holds the look-up until the process has stood still for longer than its time. */
  @Test
  void timeThatRanOutWhileTheProcessStoodStill_isNotBlamedOnTheDatabase() throws Exception {
    try (var service =
            PackagedService.start(
                Map.of(
                    "LATCHKEY_PASSWORD_MAX_WAIT", "60S",
                    "LATCHKEY_DIRECTORY_TIMEOUT", "1S"));
        var connection = service.directory().connect();
        var statement = connection.createStatement()) {
      var org = service.directory().org("still.example");
      var caller = new Caller(service.baseUri(), org.domain, "jane", LoginContract.PASSWORD);
      caller.login();
      connection.setAutoCommit(false);
      statement.execute("lock table organizations in access exclusive mode");

      var login = caller.logins(1).get(0);
      try (var waiting = service.directory().connect();
          var question = waiting.createStatement()) {
        boolean waits = false;
        while (!waits) {
          try (var row =
              question.executeQuery(
                  "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                      + " and datname = current_database()")) {
            waits = row.next() && row.getInt(1) > 0;
          }
        }
      }
      signal("STOP", service.jar().process().pid());
      TimeUnit.SECONDS.sleep(4);
      signal("CONT", service.jar().process().pid());

      assertThat(login.join().statusCode()).isEqualTo(503);
      var out = service.jar().terminate().out();
      assertThat(out)
          .containsPattern("This process stood still for [2-9]\\.\\d s or more")
          .doesNotContain("The database is not available");
    }
  }

  private static void signal(String name, long process) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process)).start();
    assertThat(kill.waitFor()).isZero();
  }
}
