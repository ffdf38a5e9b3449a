package dev.latchkey.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedJar;
import dev.latchkey.PackagedJar.Outcome;
import dev.latchkey.TestDatabase;
import dev.latchkey.TestRoles;
import dev.latchkey.token.SigningKeyGenerator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The package with three database roles, each doing what it is there for. */
class RolesIT {

  private static final String PASSWORD = "a long enough password";

  @TempDir Path keys;

  private TestDatabase database;
  private TestRoles roles;
  private String service;
  private String operator;

  @BeforeEach
  void createRoles() throws IOException {
    Files.writeString(keys.resolve("first.pem"), SigningKeyGenerator.es256());
    database = TestDatabase.create();
    roles = new TestRoles(database);
    service = roles.create("service");
    operator = roles.create("operator");
  }

  @AfterEach
  void dropRoles() {
    roles.close();
    database.close();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void threeRoles_doWhatTheyAreThereFor() throws Exception {
    var before = PackagedJar.run(roles.environment(operator), "org", "add", "acme");
    assertOneLine(before, "run the command migrate as the owner of the tables");
    assertThat(migrate().out()).startsWith("Applied migrations: ");

    var refused = PackagedJar.run(roles.environment(service), "org", "add", "acme");
    assertOneLine(refused, "The database role " + service + " lacks INSERT on organizations, ");
    assertThat(refused.err()).endsWith("LATCHKEY_DATABASE_OPERATOR_ROLE=" + service + "\n");
    assertThat(PackagedJar.run(roles.environment(operator), "org", "add", "acme").exitCode())
        .isZero();
    assertThat(userAdd().exitCode()).isZero();
    try (var running = PackagedJar.serve(environment())) {
      assertThat(login(running.awaitPort())).isEqualTo(200);
      assertThat(migrate().out()).isEqualTo("The schema is up to date\n");
      assertThat(login(running.awaitPort())).as("after another migration").isEqualTo(200);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void serviceThatLacksARight_isRefusedInOneLine() {
    migrate();
    database.execute("REVOKE SELECT ON users FROM " + TestRoles.quoted(service));

    assertOneLine(
        PackagedJar.run(environment(), "serve"),
        "latchkey: The database role %s lacks SELECT on users: run the command migrate, as the owner of the tables, with LATCHKEY_DATABASE_SERVICE_ROLE=%s"
            .formatted(service, service));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void roleThatDoesNotExist_isRefusedInOneLine() {
    var environment =
        PackagedJar.with(
            database.environment(), Map.of("LATCHKEY_DATABASE_SERVICE_ROLE", "nobody"));

    assertOneLine(
        PackagedJar.run(environment, "migrate"), "latchkey: The role nobody does not exist");
    assertThat(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        .isEqualTo("0");
  }

  private Outcome migrate() {
    var run =
        PackagedJar.run(
            PackagedJar.with(
                database.environment(),
                Map.of(
                    "LATCHKEY_DATABASE_SERVICE_ROLE", service,
                    "LATCHKEY_DATABASE_OPERATOR_ROLE", operator)),
            "migrate");
    assertThat(run.problems()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run;
  }

  private Outcome userAdd() {
    return PackagedJar.runWithInput(
        PASSWORD,
        roles.environment(operator),
        "user",
        "add",
        "acme",
        "mary.major",
        "--email",
        "mary.major@example.com",
        "--first-name",
        "Mary",
        "--last-name",
        "Major",
        "--password-stdin");
  }

  private Map<String, String> environment() {
    return PackagedJar.with(
        roles.environment(service),
        Map.of(
            "LATCHKEY_TOKEN_ISSUER",
            "https://login.example.com",
            "LATCHKEY_TOKEN_KEYS",
            keys.toString()));
  }

  private static int login(int port) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/acme/auth/login"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"username\":\"mary.major\",\"password\":\"" + PASSWORD + "\"}"))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
  }

  private static void assertOneLine(Outcome run, String text) {
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.problems()).startsWith("latchkey: ").contains(text).hasLineCount(1);
    assertThat(run.out() + run.err()).doesNotContain(TestDatabase.PASSWORD, "Exception", "\tat ");
  }
}
