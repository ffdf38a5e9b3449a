package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDirectory;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What callers see while the database stands still and the line before it fills up. */
@QuarkusTest
class FullLineTest {

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
  int connections;

  @ConfigProperty(name = "latchkey.directory.max-waiting-per-network")
  int perNetwork;

  /** A lock holds each look-up; those that do not fit are answered while it is held. */
  @Test
  void lookUpsThatDoNotFit_areRefusedAtOnce_andTheOthersAreAnsweredLater() throws Exception {
    int fit = connections + perNetwork;
    var caller = new Caller("http://localhost:" + RestAssured.port, "nowhere.example", "x", "x");
    assertThat(caller.login().statusCode()).as("the database answers").isEqualTo(404);
    try (var connection = new TestDirectory(url, user, password).connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table organizations in access exclusive mode");
      var logins = caller.loginsOfMany(fit + 10);
      while (logins.stream().filter(CompletableFuture::isDone).count() < 10) {
        Thread.onSpinWait();
      }
      assertThat(logins.stream().filter(CompletableFuture::isDone))
          .hasSize(10)
          .allSatisfy(
              login -> {
                assertThat(login.join().statusCode()).isEqualTo(503);
                assertThat(login.join().headers().firstValue("Retry-After")).contains("1");
                assertThat(Caller.faults(login.join())).isEmpty();
              });
      connection.rollback();

      assertThat(logins.stream().filter(login -> login.join().statusCode() == 404)).hasSize(fit);
    }
  }
}
