package dev.latchkey.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedJar;
import dev.latchkey.PackagedService;
import dev.latchkey.PgBouncer;
import dev.latchkey.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service behind PgBouncer in transaction mode, with and without the setting for it. */
@EnabledIf("dev.latchkey.PgBouncer#isInstalled")
class PgBouncerIT {

  private static final String NEEDED = "extra_float_digits"; // by the JDBC driver of the start

  private final TestDatabase database = TestDatabase.create();

  @BeforeEach
  void migrate() {
    assertThat(PackagedJar.run(database.environment(), "migrate").exitCode()).isZero();
  }

  @Test
  void serviceWithTheSetting_answersEachLogin() {
    try (var pooler = PgBouncer.start(database, NEEDED);
        var service =
            PackagedService.start(
                database, environment(pooler, "LATCHKEY_DIRECTORY_TRANSACTION_POOLER", "true"))) {
      var client = HttpClient.newHttpClient();
      var request =
          HttpRequest.newBuilder(URI.create(service.baseUri() + "/v1/nowhere.example/auth/login"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"username\":\"x\",\"password\":\"x\"}"))
              .build();
      var logins =
          IntStream.range(0, 200)
              .mapToObj(i -> client.sendAsync(request, BodyHandlers.discarding()))
              .toList();

      assertThat(logins.stream().map(login -> login.join().statusCode())).containsOnly(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NEEDED, NEEDED + ",statement_timeout"})
  void serviceWithoutIt_saysWhatToSet(String ignored) {
    try (database;
        var pooler = PgBouncer.start(database, ignored)) {
      var run =
          PackagedJar.run(
              PackagedJar.with(
                  PackagedService.issuerAndKeys(), environment(pooler, "QUARKUS_HTTP_PORT", "0")));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .hasLineCount(1)
          .contains("set LATCHKEY_DIRECTORY_TRANSACTION_POOLER")
          .doesNotContain("\tat ");
    }
  }

  private Map<String, String> environment(PgBouncer pooler, String variable, String value) {
    return PackagedJar.with(
        database.environment(),
        Map.of(
            "LATCHKEY_DATABASE_URL",
            pooler.url(),
            "LATCHKEY_MIGRATE_AT_START",
            "false",
            "LATCHKEY_DIRECTORY_TIMEOUT",
            "20S",
            "LATCHKEY_PASSWORD_MAX_WAIT",
            "60S",
            variable,
            value));
  }
}
