package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * What callers see when PostgreSQL ends all connections of the logins while many of them ask it.
 */
@QuarkusTest
class LostConnectionsTest {

  private static final String TERMINATE =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where datname = current_database() and application_name = 'vertx-pg-client'";

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  /** An organisation that does not exist costs a look-up and no hash: the look-up is the load. */
  @Test
  void connectionsTerminatedDuringBursts_areNever500() throws Exception {
    var caller = new Caller("http://localhost:" + RestAssured.port, "nowhere.example", "x", "x");
    var statuses = new ArrayList<Integer>();
    try (var connection = DriverManager.getConnection(url, user, password)) {
      for (int burst = 0; burst < 12; burst++) {
        var logins = caller.loginsOfMany(300);
        while (logins.stream().noneMatch(CompletableFuture::isDone)) {
          Thread.onSpinWait();
        }
        terminateAll(connection);
        logins.forEach(login -> statuses.add(login.join().statusCode()));
      }
    }

    assertThat(statuses).contains(404, 503).containsOnly(404, 503);
    assertThat(caller.login().statusCode()).isEqualTo(404);
  }

  private static void terminateAll(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(TERMINATE);
    }
  }
}
