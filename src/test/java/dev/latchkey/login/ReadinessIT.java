package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedJar;
import dev.latchkey.PackagedService;
import dev.latchkey.TestDatabase;
import dev.latchkey.Wire;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What probes are told by the packaged application, in production. */
class ReadinessIT {

  @Test
  void databaseThatGoesAway_isNotReady_andReadyAgainByItself() throws Exception {
    var database = TestDatabase.create();
    var address = URI.create(database.url());
    try (var wire = new Wire(address.getPort());
        var service =
            PackagedService.start(
                database,
                PackagedJar.with(
                    database.environment(),
                    Map.of(
                        "LATCHKEY_DATABASE_URL",
                        "postgresql://localhost:" + wire.port() + address.getPath())))) {
      assertReady(service, "the database answers");

      wire.cut();
      for (int i = 0; i < 3; i++) {
        assertNotReady(service, "the database is not available");
      }
      assertThat(probe(service, "live").statusCode()).isEqualTo(200);

      wire.mend();
      assertReady(service, "the database answers");
      var out = service.jar().terminate().out();
      assertThat(out).doesNotContain("ERROR", TestDatabase.PASSWORD);
      assertThat(out.lines().filter(line -> line.contains("The check of the database"))).hasSize(2);
    }
  }

  @Test
  void rightThatIsRevoked_isNotReady_alsoWhereLoginsWereAnsweredLately() throws Exception {
    var database = TestDatabase.create();
    try (var service = PackagedService.start(database, database.environment())) {
      var caller = new Caller(service.baseUri(), "nowhere.example", "jane", "x");
      assertThat(caller.login().statusCode()).isEqualTo(404);
      assertReady(service, "a login was answered");

      database.execute("REVOKE SELECT ON login_names FROM " + TestDatabase.USERNAME);
      assertThat(caller.login().statusCode()).isEqualTo(500);
      assertNotReady(service, "the database does not fit this version");

      database.execute("GRANT SELECT ON login_names TO " + TestDatabase.USERNAME);
      assertReady(service, "the database answers");
    }
  }

  /** As in k8s/base, where probes come to the address of the pod. */
  @Test
  void checkThatDoesNotDecide_onlySaysWhatIsWrong_alsoToProbesFromElsewhere() throws Exception {
    var database = TestDatabase.create();
    var settings =
        Map.of(
            "LATCHKEY_DIRECTORY_DECIDES_READINESS", "false", "QUARKUS_MANAGEMENT_HOST", "0.0.0.0");
    try (var service =
        PackagedService.start(database, PackagedJar.with(database.environment(), settings))) {
      database.execute("ALTER TABLE users RENAME COLUMN favorites TO gone");

      assertReady(service, "the database does not fit this version");
      assertThat(RestAssured.get(service.managementUriElsewhere() + "/q/health/ready").asString())
          .contains("the database does not fit this version");
    }
  }

  @Test
  void connectionsOfTheStart_areClosed() throws Exception {
    var database = TestDatabase.create();
    try (var service = PackagedService.start(database, database.environment())) {
      assertReady(service, "the database answers");

      assertThat(
              database.query(
                  "select string_agg(distinct application_name, ', ' order by application_name)"
                      + " from pg_stat_activity where datname = current_database()"
                      + " and pid <> pg_backend_pid()"))
          .isEqualTo("latchkey-readiness, vertx-pg-client");
    }
  }

  private static void assertReady(PackagedService service, String reason) {
    assertAnswer(service, 200, reason);
  }

  private static void assertNotReady(PackagedService service, String reason) {
    assertAnswer(service, 503, reason);
  }

  private static void assertAnswer(PackagedService service, int status, String reason) {
    long start = System.nanoTime();
    var answer = probe(service, "ready");

    assertThat(answer.asString()).contains(reason);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  private static Response probe(PackagedService service, String kind) {
    return RestAssured.given().baseUri(service.managementUri()).get("/q/health/" + kind);
  }
}
