package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.PackagedJar;
import dev.latchkey.TestDatabase;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as an operator runs them: the packaged application, in a process of its own. */
class CommandsIT {

  private static final String[] USER_ADD = {
    "user",
    "add",
    "acme",
    "john.doe",
    "--email",
    "john.doe@example.com",
    "--first-name",
    "John",
    "--last-name",
    "Doe"
  };
  private static final String PASSWORD = "a long pässword 1";

  @TempDir Path folder;

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void keyGenerate_needsNothing() {
    var run = PackagedJar.run(Map.of(), "key", "generate");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("-----BEGIN PRIVATE KEY-----\n")
        .endsWith("PRIVATE KEY-----\n");
    assertThat(run.problems()).isEmpty();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void version_isThatOfTheBuild() {
    var run = PackagedJar.run(Map.of(), "--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).matches("latchkey \\d+\\.\\d+\\.\\d+\\S*\n");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void help_namesTheCommands() {
    var run = PackagedJar.run(Map.of(), "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: latchkey", "serve", "calibrate", "key", "org", "user");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void calibrate_measuresThisMachine() throws Exception {
    var run = PackagedJar.run(Map.of(), "calibrate", "--json", "--time", "100ms");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    var costs = new ObjectMapper().readTree(run.out()).get("costs");
    assertThat(costs).hasSize(7);
    for (var cost : costs) {
      assertThat(cost.get("aloneMillis").doubleValue()).isBetween(0.5, 60_000.0);
      assertThat(cost.get("togetherPerSecond").doubleValue()).isBetween(0.1, 100_000.0);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void migrate_preparesAnEmptyDatabaseOnce() {
    try (var database = TestDatabase.create()) {
      assertThat(PackagedJar.run(database.environment(), "migrate").out())
          .startsWith("Applied migrations: ");
      assertThat(PackagedJar.run(database.environment(), "migrate").out())
          .isEqualTo("The schema is up to date\n");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void badUsage_isExitCode2WithNothingOnStandardOutput() {
    var run = PackagedJar.run(Map.of(), "org", "add");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).startsWith("latchkey: ");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void commandWithoutDatabase_saysWhatToSet() {
    var run = PackagedJar.run(Map.of(), "org", "add", "acme");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "latchkey: LATCHKEY_DATABASE_URL is not set: it is the address of the database,"
                + " as in postgresql://host:5432/latchkey\n");
  }

  /** Neither an issuer nor keys are set, and the ports that serving would open are taken. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void emptyDatabase_isFilledWithoutPortsAndWithoutKeys() throws Exception {
    try (var database = TestDatabase.create();
        var taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      Map<String, String> environment = new HashMap<>(database.environment());
      environment.put("QUARKUS_HTTP_PORT", Integer.toString(taken.getLocalPort()));
      environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(taken.getLocalPort()));

      var org = PackagedJar.run(environment, "org", "add", "acme", "--name", "Acmé");
      assertThat(org.problems()).isEmpty();
      assertThat(org.exitCode()).isZero();
      assertThat(org.out())
          .isEqualTo(
              "Added organisation acme, id "
                  + database.query("SELECT id FROM organizations WHERE name = 'Acmé'")
                  + "\n");

      addUser(environment, database);
      nameTaken(environment);
      lockEnds(environment, database);
    }
  }

  /** Quarkus would refuse a port that is no number. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void commandOnACurrentSchema_startsNoQuarkus() {
    try (var database = TestDatabase.create()) {
      Map<String, String> environment = new HashMap<>(database.environment());
      assertThat(PackagedJar.run(environment, "migrate").exitCode()).isZero();
      environment.put("QUARKUS_HTTP_PORT", "none");

      var list = PackagedJar.run(environment, "org", "list");

      assertThat(list.err()).isEmpty();
      assertThat(list.out()).startsWith("DOMAIN").hasLineCount(1);
      assertThat(PackagedJar.run(environment, "migrate").exitCode()).isEqualTo(1);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LATCHKEY_DATABASE_URL      | postgres://s3cret/x        | LATCHKEY_DATABASE_URL must begin with postgresql://",
        "LATCHKEY_DATABASE_URL      | postgresql://localhost:1/x | at localhost:1: check LATCHKEY_DATABASE_URL",
        "LATCHKEY_DATABASE_PASSWORD | wrong-s3cret               | check LATCHKEY_DATABASE_USERNAME and LATCHKEY_DATABASE_PASSWORD",
        "LATCHKEY_DATABASE_PASSWORD | ''                         | check LATCHKEY_DATABASE_USERNAME and LATCHKEY_DATABASE_PASSWORD",
        "QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SSLMODE | require | it offers no TLS, and sslmode in LATCHKEY_DATABASE_URL asks for it",
        "LATCHKEY_MIGRATE_AT_START  | false                      | run the command migrate as the owner of the tables, or set LATCHKEY_MIGRATE_AT_START=true",
      })
  void wrongSetUp_isOneLine(String variable, String value, String line) {
    try (var database = TestDatabase.create()) {
      var run =
          PackagedJar.run(
              PackagedJar.with(database.environment(), Map.of(variable, value)), "org", "list");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("latchkey: ").contains(line).hasLineCount(1);
      assertThat(run.err()).doesNotContain("s3cret", TestDatabase.PASSWORD);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "ten, LATCHKEY_PASSWORD_COST is not right",
    "16,  LATCHKEY_PASSWORD_COST (latchkey.password.cost) must be from 4 to 15"
  })
  void wrongCost_isOneLine(String cost, String line) {
    try (var database = TestDatabase.create()) {
      var environment =
          PackagedJar.with(database.environment(), Map.of("LATCHKEY_PASSWORD_COST", cost));
      assertThat(PackagedJar.run(database.environment(), "org", "add", "acme").exitCode()).isZero();

      var run =
          PackagedJar.runWithInput(PASSWORD, environment, withPasswordFromStandardInput(USER_ADD));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).startsWith("latchkey: " + line).hasLineCount(1);
    }
  }

  /** In an executable, too, the list of common passwords is there. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void passwordThatTheRulesRefuse_isOneLine() throws IOException {
    try (var database = TestDatabase.create()) {
      assertThat(PackagedJar.run(database.environment(), "org", "add", "acme").exitCode()).isZero();
      var leak = Files.writeString(folder.resolve("leak"), "no hash");
      var broken =
          PackagedJar.with(
              database.environment(), Map.of("LATCHKEY_PASSWORD_BLOCKLIST", leak.toString()));

      assertRefused("passwordpassword", database.environment(), "The password is a common one");
      assertRefused(PASSWORD, broken, "LATCHKEY_PASSWORD_BLOCKLIST (latchkey.password.blocklist)");
      assertThat(database.query("SELECT count(*) FROM users")).isEqualTo("0");
    }
  }

  private static void assertRefused(String password, Map<String, String> environment, String line) {
    var run =
        PackagedJar.runWithInput(password, environment, withPasswordFromStandardInput(USER_ADD));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("latchkey: " + line).doesNotContain(password).hasLineCount(1);
  }

  /**
   * Looks at what {@code ps} shows: while the command waits for standard input, everyone on the
   * machine may look at its arguments.
   */
  private static void addUser(Map<String, String> environment, TestDatabase database)
      throws Exception {
    try (var run = PackagedJar.start(environment, withPasswordFromStandardInput(USER_ADD))) {
      var commandLine = Files.readString(Path.of("/proc/" + run.process().pid() + "/cmdline"));
      assertThat(commandLine).contains("john.doe@example.com").doesNotContain("pässword");
      run.type(PASSWORD + "\n");

      var outcome = run.outcome();
      assertThat(outcome.problems()).isEmpty();
      assertThat(outcome.exitCode()).isZero();
      assertThat(outcome.out())
          .isEqualTo(
              "Added user john.doe of acme, id " + database.query("SELECT id FROM users") + "\n");
      assertThat(BcryptUtil.matches(PASSWORD, database.query("SELECT password_hash FROM users")))
          .isTrue();
    }
  }

  private static void nameTaken(Map<String, String> environment) {
    var arguments = USER_ADD.clone();
    arguments[3] = "someone.else";
    var run =
        PackagedJar.runWithInput(PASSWORD, environment, withPasswordFromStandardInput(arguments));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "latchkey: --email: another user of acme has this username or e-mail address.\n");
  }

  /** Whether an account is locked depends on a setting. */
  private static void lockEnds(Map<String, String> environment, TestDatabase database) {
    database.execute("INSERT INTO account_failures SELECT id, 3, now() FROM users");
    var strict = PackagedJar.with(environment, Map.of("LATCHKEY_ATTEMPTS_ACCOUNT_FAILURES", "3"));

    assertThat(PackagedJar.run(environment, "user", "show", "acme", "john.doe").out())
        .contains("locked          false (true from 100 failures)\n");
    assertThat(PackagedJar.run(strict, "user", "unlock", "acme", "john.doe").out())
        .isEqualTo("User john.doe of acme is unlocked, and is active\n");
    assertThat(database.query("SELECT count(*) FROM account_failures")).isEqualTo("0");

    var wrong = PackagedJar.with(environment, Map.of("LATCHKEY_ATTEMPTS_MODE", "s3cret"));
    var run = PackagedJar.run(wrong, "user", "show", "acme", "john.doe");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("latchkey: LATCHKEY_ATTEMPTS_MODE is not right")
        .doesNotContain("s3cret")
        .hasLineCount(1);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void userChoosesThePassword_withACodeThatIsPrintedOnce() throws Exception {
    try (var database = TestDatabase.create()) {
      var file = folder.resolve("acts.log");
      var environment =
          PackagedJar.with(
              database.environment(),
              Map.of("LATCHKEY_AUDIT_COMMAND_FILE", file.toString(), "SUDO_USER", "al ice"));
      PackagedJar.run(environment, "org", "add", "acme");
      var add = Arrays.copyOf(USER_ADD, USER_ADD.length + 1);
      add[USER_ADD.length] = "--no-password";
      assertThat(PackagedJar.run(environment, add).exitCode()).isZero();

      var run = PackagedJar.run(environment, "user", "invite", "acme", "john.doe");

      assertThat(run.exitCode()).isZero();
      assertThat(run.problems()).isEmpty();
      var lines = run.out().lines().toList();
      assertThat(lines).hasSize(2).last().asString().matches("([0-9A-Z]{4}-){6}[0-9A-Z]{2}");
      assertThat(
              database.query(
                  "SELECT use_one_time_code(id, '%s', '$2a$04$' || repeat('a', 53)) FROM users"
                      .formatted(lines.get(1).replace("-", ""))))
          .isEqualTo("1");
      assertThat(Files.readAllLines(file))
          .hasSize(3)
          .allMatch(
              line ->
                  line.matches(
                      "20\\S+Z audit act=\\S+ by=\\S+@\\S+ sudoUser=al\\\\u0020ice role=latchkey"
                          + " organization=acme.*"))
          .last()
          .isEqualTo(run.err().strip());
      auditThatCannotBeWritten(environment, database);
    }
  }

  private void auditThatCannotBeWritten(Map<String, String> environment, TestDatabase database) {
    var broken =
        PackagedJar.with(
            environment,
            Map.of("LATCHKEY_AUDIT_COMMAND_FILE", folder.resolve("none/acts.log").toString()));
    var run = PackagedJar.run(broken, "user", "delete", "acme", "john.doe");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("latchkey: LATCHKEY_AUDIT_COMMAND_FILE (latchkey.audit.command-file) cannot be")
        .hasLineCount(1);
    assertThat(database.query("SELECT count(*) FROM users")).isEqualTo("1");
    assertThat(PackagedJar.run(broken, "user", "show", "acme", "john.doe").exitCode()).isZero();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "LATCHKEY_CODE_INVITATION_VALIDITY, 721h, must be from 1h to 720h",
    "LATCHKEY_CODE_RESET_VALIDITY,      4m,   must be from 5m to 24h",
    "LATCHKEY_CODE_RESET_VALIDITY,      soon, is not right"
  })
  void wrongValidityOfACode_isOneLine(String variable, String value, String line) {
    try (var database = TestDatabase.create()) {
      PackagedJar.run(database.environment(), "org", "add", "acme");
      var environment = PackagedJar.with(database.environment(), Map.of(variable, value));
      var run = PackagedJar.run(environment, "user", "invite", "acme", "john.doe");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("latchkey: " + variable).contains(line).hasLineCount(1);
    }
  }

  private static String[] withPasswordFromStandardInput(String... arguments) {
    var all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--password-stdin";
    return all;
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void noTerminal_isToldInOneLine() {
    var run = PackagedJar.run(Map.of(), USER_ADD);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "latchkey: There is no terminal to ask for the password: use --password-stdin.\n");
  }
}
