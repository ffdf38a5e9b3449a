package dev.latchkey.start;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Artefact;
import dev.latchkey.PackagedJar;
import dev.latchkey.TestDatabase;
import dev.latchkey.token.SigningKeyGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a production start does with a wrong set-up and with a right one, and how it ends. */
class StartupIT {

  private static final String ISSUER = "https://login.example.com";

  @TempDir static Path folder;

  private static TestDatabase database;
  private static Path keys;

  @BeforeAll
  static void createDatabaseAndKey() throws IOException {
    database = TestDatabase.create();
    keys = Files.createDirectory(folder.resolve("keys"));
    Files.writeString(keys.resolve("first.pem"), SigningKeyGenerator.es256());
    Files.createDirectory(folder.resolve("empty"));
    var garbage = Files.createDirectory(folder.resolve("garbage"));
    Files.writeString(garbage.resolve("first.pem"), "s3cret garbage");
    Files.writeString(garbage.resolve("first.key"), "s3cret garbage");
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LATCHKEY_DATABASE_URL      |                          | LATCHKEY_DATABASE_URL is not set",
        "LATCHKEY_DATABASE_URL      | postgres://s3cret/x      | LATCHKEY_DATABASE_URL must begin with postgresql://",
        "LATCHKEY_DATABASE_URL      | postgresql://u:s3cret@db/x | LATCHKEY_DATABASE_URL must hold no credentials",
        "LATCHKEY_DATABASE_URL      | postgresql://pg1,pg2/x?target_session_attrs=read-write | names several hosts, and takes one",
        "LATCHKEY_DATABASE_URL      | postgresql://localhost/x?sslmode=require&sslcert=s3cret | the parameter sslcert, which is not taken",
        "LATCHKEY_DATABASE_PASSWORD_FILE | {folder}/keys/first.pem | is set beside LATCHKEY_DATABASE_PASSWORD",
        "LATCHKEY_DATABASE_URL      | postgresql://localhost:1/x | at localhost:1: check LATCHKEY_DATABASE_URL",
        "LATCHKEY_DATABASE_URL      | postgresql://no-such-host.invalid/x | at no-such-host.invalid:5432: check LATCHKEY_DATABASE_URL",
        "LATCHKEY_DATABASE_PASSWORD | wrong-s3cret             | check LATCHKEY_DATABASE_USERNAME and LATCHKEY_DATABASE_PASSWORD",
        "LATCHKEY_DATABASE_PASSWORD |                          | check LATCHKEY_DATABASE_USERNAME and LATCHKEY_DATABASE_PASSWORD",
        "LATCHKEY_TOKEN_ISSUER      |                          | LATCHKEY_TOKEN_ISSUER (latchkey.token.issuer) is not set",
        "LATCHKEY_TOKEN_ISSUER      | https://example.com/path | LATCHKEY_TOKEN_ISSUER (latchkey.token.issuer) must have no path",
        "LATCHKEY_TOKEN_ISSUER      | http://example.com       | LATCHKEY_TOKEN_ISSUER (latchkey.token.issuer) must begin with https://, or LATCHKEY_TOKEN_ALLOW_HTTP_ISSUER",
        "LATCHKEY_TOKEN_KEYS        |                          | LATCHKEY_TOKEN_KEYS (latchkey.token.keys) is not set",
        "LATCHKEY_TOKEN_KEYS        | {folder}/missing         | /missing is missing",
        "LATCHKEY_TOKEN_KEYS        | {folder}/empty           | /empty holds no *.pem file",
        "LATCHKEY_TOKEN_KEYS        | {folder}/garbage         | /garbage/first.pem holds no whole PEM block",
        "LATCHKEY_FACTOR_KEYS       | {folder}/missing         | /missing is missing",
        "LATCHKEY_FACTOR_KEYS       | {folder}/garbage         | /garbage/first.key is damaged",
        "LATCHKEY_FACTOR_POLL_INTERVAL | s3cret                | LATCHKEY_FACTOR_POLL_INTERVAL is not right: a time is needed",
        "LATCHKEY_PASSWORD_COST     | 16                       | LATCHKEY_PASSWORD_COST (latchkey.password.cost) must be from 4 to 15",
        "LATCHKEY_PASSWORD_COST     | ten                      | LATCHKEY_PASSWORD_COST is not right: a whole number is needed",
        "LATCHKEY_PASSWORD_COST     | s3cret                   | LATCHKEY_PASSWORD_COST is not right: a whole number is needed",
        "LATCHKEY_PASSWORD_MIN_LENGTH | 7                      | LATCHKEY_PASSWORD_MIN_LENGTH (latchkey.password.min-length) must be from 8 to 64",
        "LATCHKEY_PASSWORD_MIN_LENGTH_WITH_FACTOR | 65         | LATCHKEY_PASSWORD_MIN_LENGTH_WITH_FACTOR (latchkey.password.min-length-with-factor) must be from 8 to 64",
        "LATCHKEY_PASSWORD_BLOCKLIST | {folder}/s3cret         | LATCHKEY_PASSWORD_BLOCKLIST (latchkey.password.blocklist) names a file that does not exist",
        "LATCHKEY_PASSWORD_BLOCKLIST | {folder}/empty          | LATCHKEY_PASSWORD_BLOCKLIST (latchkey.password.blocklist) names something that is not a file",
        "LATCHKEY_PASSWORD_BLOCKLIST | {folder}/garbage/first.pem | LATCHKEY_PASSWORD_BLOCKLIST (latchkey.password.blocklist) names a file with a line that is not of the form SHA1:COUNT",
        "LATCHKEY_PASSWORD_ENGINE   | s3cret                   | LATCHKEY_PASSWORD_ENGINE is not right: it must be one of",
        "LATCHKEY_DATABASE_PASSWORD | a${s3cret}              | check LATCHKEY_DATABASE_USERNAME and LATCHKEY_DATABASE_PASSWORD",
        "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE | s3cret         | QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE is not right: a whole number is needed",
        "QUARKUS_HTTP_IDLE_TIMEOUT  | s3cret                   | QUARKUS_HTTP_IDLE_TIMEOUT is not right: a time is needed",
        "QUARKUS_HTTP_HTTP2         | true                     | QUARKUS_HTTP_HTTP2 (quarkus.http.http2) must be false",
        "QUARKUS_LOG_LEVEL          | s3cret                   | QUARKUS_LOG_LEVEL is not right",
        "LATCHKEY_ATTEMPTS_MODE     | ture                     | LATCHKEY_ATTEMPTS_MODE is not right: it must be one of",
        "LATCHKEY_MIGRATE_AT_START  | maybe                    | LATCHKEY_MIGRATE_AT_START is not right: must be true or false",
        "LATCHKEY_ATTEMPTS_NAME_FAILURES | 0                   | LATCHKEY_ATTEMPTS_NAME_FAILURES (latchkey.attempts.name-failures) must be from 1 to 10000",
        "LATCHKEY_CALLER_TRUSTED_PROXIES | 10.0.0.0/33         | LATCHKEY_CALLER_TRUSTED_PROXIES (latchkey.caller.trusted-proxies) has an element that is neither",
        "LATCHKEY_CALLER_HEADER     | X-s3cret: 1.1.1.1        | LATCHKEY_CALLER_HEADER (latchkey.caller.header) must be the name of an HTTP header",
        "LATCHKEY_CALLER_HEADER     | ''                       | LATCHKEY_CALLER_HEADER is not right: it must not be empty",
        "LATCHKEY_THROTTLE_TRUSTED_PROXIES | 10.0.0.0/8        | LATCHKEY_THROTTLE_TRUSTED_PROXIES (latchkey.throttle.trusted-proxies) has another name now: set LATCHKEY_CALLER_TRUSTED_PROXIES",
        "LATCHKEY_ATTEMPTS_ENABLED  | true                     | LATCHKEY_ATTEMPTS_ENABLED (latchkey.attempts.enabled) has another name now: set LATCHKEY_ATTEMPTS_MODE",
        "LATCHKEY_PASSWORD_MAX_WAIT | s3cret                   | LATCHKEY_PASSWORD_MAX_WAIT is not right: a time is needed",
        "LATCHKEY_DIRECTORY_TIMEOUT | 0S                       | LATCHKEY_DIRECTORY_TIMEOUT (latchkey.directory.timeout) must be",
        "QUARKUS_HTTP_PORT          | eighty                   | QUARKUS_HTTP_PORT is not right",
        "LATCHKEY_MIGRATE_AT_START  | false                    | run the command migrate as the owner of the tables, or set LATCHKEY_MIGRATE_AT_START=true",
      })
  void wrongSetUp_isOneLineAndExitCode1(String variable, String value, String line) {
    try (var empty = TestDatabase.create()) {
      var environment = environment(empty);
      if (value == null) {
        environment.remove(variable);
      } else {
        environment.put(variable, value.replace("{folder}", folder.toString()));
      }

      var run = PackagedJar.run(environment);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).startsWith("latchkey: ").contains(line).hasLineCount(1);
      assertThat(run.out() + run.err())
          .doesNotContain("s3cret", TestDatabase.PASSWORD, "\tat ", "Exception");
      assertThat(empty.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
          .as("tables after a start that was refused")
          .isEqualTo("0");
    }
  }

  @Test
  void mistypedVariable_isNamedWithTheOneThatIsMissing() {
    var environment = environment(database);
    environment.put("LATCHKEY_TOKEN_ISSUR", environment.remove("LATCHKEY_TOKEN_ISSUER"));

    var run = PackagedJar.run(environment);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .hasLineCount(1)
        .contains("LATCHKEY_TOKEN_ISSUER (latchkey.token.issuer) is not set")
        .contains("LATCHKEY_TOKEN_ISSUR is set, but is no setting")
        .doesNotContain("latchkey.token.issur is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUARKUS_HTTP_PORT", "QUARKUS_MANAGEMENT_PORT"})
  void portInUse_isOneLineThatNamesTheVariable(String variable) throws IOException {
    try (var taken = new ServerSocket(0)) {
      var environment = environment(database);
      environment.put("QUARKUS_HTTP_PORT", "0");
      environment.put("QUARKUS_MANAGEMENT_PORT", "0");
      environment.put(variable, Integer.toString(taken.getLocalPort()));

      var run = PackagedJar.run(environment);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .hasLineCount(1)
          .isEqualToIgnoringNewLines(
              "latchkey: Port " + taken.getLocalPort() + " is in use: set " + variable);
      assertThat(run.out()).doesNotContain("\tat ", "Exception");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/s3cret.p12,        a file does not exist",
    "/garbage/first.pem, a file or its password is wrong"
  })
  void tlsThatCannotBeSetUp_isOneLineThatNamesTheVariables(String file, String problem) {
    var environment = environment(database);
    environment.put("QUARKUS_HTTP_PORT", "0");
    environment.put("QUARKUS_HTTP_SSL_PORT", "0");
    environment.put("QUARKUS_MANAGEMENT_PORT", "0");
    environment.put("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE", folder + file);
    environment.put("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_PASSWORD", "s3cret");
    environment.put("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE_TYPE", "PKCS12");

    var run = PackagedJar.run(environment);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .hasLineCount(1)
        .startsWith("latchkey: TLS cannot be set up: " + problem + ": check QUARKUS_HTTP_SSL_")
        .doesNotContain("s3cret");
  }

  @Test
  void replicasStartedAtOnceOnAnEmptyDatabase_bothServe() {
    try (var empty = TestDatabase.create();
        var one = PackagedJar.serve(environment(empty));
        var other = PackagedJar.serve(environment(empty))) {
      assertThat(one.awaitPort()).isPositive();
      assertThat(other.awaitPort()).isPositive();
      assertThat(
              empty.query(
                  "SELECT count(*) - count(DISTINCT version) FROM flyway_schema_history WHERE success"))
          .isEqualTo("0");
      assertThat(empty.query("SELECT count(*) FROM organizations"))
          .as("organisations that production was seeded with")
          .isEqualTo("0");
    }
  }

  @Test
  void startWithoutProxies_warnsOnce_andWithThemNot() {
    var named = environment(database);
    named.put("LATCHKEY_CALLER_TRUSTED_PROXIES", "192.0.2.7");
    try (var without = PackagedJar.serve(environment(database));
        var with = PackagedJar.serve(named)) {
      assertThat(without.awaitPort()).isPositive();
      assertThat(with.awaitPort()).isPositive();

      assertThat(without.out().lines().filter(line -> line.contains("No proxy is named")))
          .singleElement()
          .asString()
          .contains("LATCHKEY_CALLER_TRUSTED_PROXIES", "WARN");
      assertThat(with.out()).doesNotContain("No proxy is named");
    }
  }

  @Test
  void requiredFactorWithoutKeys_warnsOnce() {
    try (var own = migrated("UPDATE users SET mfa_required = true");
        var service = PackagedJar.serve(environment(own))) {
      assertThat(service.awaitPort()).isPositive();

      assertThat(service.out().lines().filter(line -> line.contains("no factor key")))
          .singleElement()
          .asString()
          .contains("LATCHKEY_FACTOR_KEYS", "WARN");
    }
  }

  @Test
  void factorUnderAKeyThatIsMissing_isRefusedInOneLine() {
    try (var own =
        migrated(
            "INSERT INTO second_factors SELECT id, 'fedcba9876543210', '', 0, now() FROM users")) {
      var run = PackagedJar.run(environment(own));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("latchkey: Second factors in the database need factor keys that are missing")
          .contains("fedcba9876543210", "LATCHKEY_FACTOR_KEYS")
          .hasLineCount(1);
    }
  }

  /** A database with one user, and then the statement. */
  private static TestDatabase migrated(String sql) {
    var own = TestDatabase.create();
    assertThat(PackagedJar.run(own.environment(), "org", "add", "acme").exitCode()).isZero();
    own.execute(
        "INSERT INTO users (id, organization_id, username, email, first_name, last_name, status)"
            + " SELECT gen_random_uuid(), id, 'jane', 'jane@example.com', '', '', 'active'"
            + " FROM organizations");
    own.execute(sql);
    return own;
  }

  @Test
  void developmentSeed_isNotWired() {
    assertThat(Artefact.names("start.StartupCheck_Bean")).isTrue();
    assertThat(Artefact.names("dev.DevelopmentSeed_Bean")).isFalse();
  }

  @Test
  void terminated_answersWhatIsUnderWay() throws Exception {
    try (var service = PackagedJar.serve(environment(database), "serve");
        var client = new Socket("localhost", service.awaitPort())) {
      client.setSoTimeout(30_000);
      var head =
          "POST /v1/acme/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n";
      send(client, head);
      var answer = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      assertThat(answer.readLine()).as("the request is under way").endsWith(" 100 Continue");

      service.process().destroy();
      service.awaitLine("Waiting for HTTP requests to complete");
      send(client, "{}");

      assertThat(answer.lines().dropWhile(String::isEmpty).toList())
          .as("the answer, to its end")
          .startsWith("HTTP/1.1 400 Bad Request")
          .last()
          .asString()
          .matches("\\{\"status\":400,.*\"username is missing\\.\".*Z\"}");
      assertThat(service.outcome().exitCode()).isEqualTo(143);
    }
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(US_ASCII));
    client.getOutputStream().flush();
  }

  private static Map<String, String> environment(TestDatabase database) {
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("LATCHKEY_TOKEN_ISSUER", ISSUER);
    environment.put("LATCHKEY_TOKEN_KEYS", keys.toString());
    return environment;
  }
}
