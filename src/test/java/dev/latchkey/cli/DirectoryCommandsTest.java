package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.directory.Registrar;
import dev.latchkey.directory.Schema;
import dev.latchkey.password.PasswordHasher;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The commands that need the database, on a Quarkus that runs already. */
@QuarkusTest
class DirectoryCommandsTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Inject Registrar registrar;
  @Inject PasswordHasher hasher;
  @Inject Schema schema;
  @Inject Pool pool;
  @Inject DevelopmentSeed seed;

  private String domain;

  @BeforeEach
  void addOrganization() {
    domain = UUID.randomUUID().toString();
    assertThat(orgAdd(domain).exitCode()).isZero();
  }

  @Test
  void organization_isAddedAndPrinted() {
    var run = orgAdd("Org-" + domain, "--name", "Örg Ltd");

    var row = one("SELECT id, name FROM organizations WHERE domain = $1", "org-" + domain);
    assertThat(row.getString("name")).isEqualTo("Örg Ltd");
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            "Added organisation org-" + domain + ", id " + row.getUUID("id") + "\n");
  }

  @Test
  void organizationWithoutName_isCalledByItsDomain() {
    assertThat(one("SELECT name FROM organizations WHERE domain = $1", domain).getString(0))
        .isEqualTo(domain);
  }

  @Test
  void organizationNameBlank_isBadUsage() {
    var run = orgAdd("blank-" + domain, "--name", "");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("latchkey: --name: it is blank").hasLineCount(1);
  }

  @Test
  void domainTaken_fails() {
    var run = orgAdd(domain);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "latchkey: DOMAIN: there is an organisation " + domain + " already.\n");
  }

  @Test
  void user_isAddedWithThePasswordOfStandardInput() {
    var run = userAdd("correct horse\n", "john", "john@example.com");

    assertThat(run.exitCode()).isZero();
    var row = user("john");
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            "Added user john of " + domain + ", id " + row.getUUID("id") + "\n");
    assertThat(BcryptUtil.matches("correct horse", row.getString("password_hash"))).isTrue();
    assertThat(row.getString("status")).isEqualTo("active");
    assertThat(row.getBoolean("mfa_required")).isFalse();
    assertThat(row.getBoolean("change_password")).isFalse();
  }

  @Test
  void flags_areStored() {
    userAdd("correct horse", "jane", "jane@example.com", "--mfa-required", "--temporary");

    assertThat(user("jane").getBoolean("mfa_required")).isTrue();
    assertThat(user("jane").getBoolean("change_password")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "72h, 2026-02-03T12:00:00Z",
    "7d, 2026-02-07T12:00:00Z",
    "PT1H, 2026-01-31T13:00:00Z"
  })
  void invitation_endsAfterItsTime(String duration, Instant end) {
    userAdd("correct horse", duration, duration + "@example.com", "--invited", duration);

    assertThat(user(duration).getString("status")).isEqualTo("invited");
    assertThat(user(duration).getOffsetDateTime("invite_expires_at").toInstant()).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({
    "JOHN,  other@example.com, USERNAME",
    "other, John@Example.com,  --email",
    "other, x@john,            --email"
  })
  void nameTaken_namesTheParameter(String username, String email, String parameter) {
    userAdd("correct horse", "john", "john@example.com");
    userAdd("correct horse", "x@john", "y@example.com");
    var run = userAdd("correct horse", username, email);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("latchkey: " + parameter + ": another user of " + domain)
        .hasLineCount(1);
  }

  @Test
  void organizationUnknown_fails() {
    domain = "unknown-" + domain;
    var run = userAdd("correct horse", "john", "john@example.com");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines("latchkey: ORG: there is no organisation " + domain + ".\n");
  }

  @ParameterizedTest
  @CsvSource({
    "short,           fewer than 8 characters",
    "JOHN.DOE,        username or the e-mail address",
    "J@EXAMPLE.COM,   username or the e-mail address"
  })
  void passwordRefused_failsBeforeAnythingStarts(String password, String why) {
    var command =
        new UserAddCommand(DirectoryCommandsTest::neverStarted, input(password), Clock.systemUTC());
    var run = CommandRun.of(commandLine(command), userArguments("john.doe", "j@example.com"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(why).doesNotContain(password).hasLineCount(1);
  }

  @Test
  void migrate_findsNothingToDo() {
    var run = CommandRun.of(commandLine(new MigrateCommand(this::inThisQuarkus)));

    assertThat(run.out()).isEqualToNormalizingNewlines("The schema is up to date\n");
  }

  @Test
  void failureThatNobodyExpects_isOneLine() {
    var run =
        CommandRun.of(
            commandLine(new OrgAddCommand(DirectoryCommandsTest::unexpectedlyFailing)), "acme");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "latchkey: unexpected failure: java.lang.ArithmeticException: inner\n");
  }

  @Test
  void seed_isSownOnce() throws Throwable {
    seed.sow(new StartupEvent());

    var row =
        one(
            "SELECT count(*), min(password_hash) FROM users u JOIN organizations o"
                + " ON o.id = u.organization_id WHERE u.email = $1 AND o.domain = 'acme'",
            "john.doe@example.com");
    assertThat(row.getLong(0)).isEqualTo(1);
    assertThat(BcryptUtil.matches("john.doe.password", row.getString(1))).isTrue();
  }

  private CommandRun orgAdd(String... arguments) {
    return CommandRun.of(commandLine(new OrgAddCommand(this::inThisQuarkus)), arguments);
  }

  private CommandRun userAdd(String password, String username, String email, String... options) {
    var command =
        new UserAddCommand(this::inThisQuarkus, input(password), Clock.fixed(NOW, ZoneOffset.UTC));
    return CommandRun.of(commandLine(command), userArguments(username, email, options));
  }

  private String[] userArguments(String username, String email, String... options) {
    var arguments =
        new ArrayList<>(
            List.of(
                domain,
                username,
                "--email",
                email,
                "--first-name",
                "J",
                "--last-name",
                "D",
                "--password-stdin"));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  private static CommandLine commandLine(Object command) {
    var errors = new CommandErrors();
    return new CommandLine(command)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  private static PasswordInput input(String text) {
    return new PasswordInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null);
  }

  private <T> T inThisQuarkus(Backend.Task<T> task) {
    return await(task.with(new Backend.Services(schema, registrar, hasher)));
  }

  private static <T> T neverStarted(Backend.Task<T> task) {
    throw new AssertionError("started");
  }

  private static <T> T unexpectedlyFailing(Backend.Task<T> task) {
    throw new IllegalStateException("outer", new ArithmeticException("inner"));
  }

  private Row user(String username) {
    return one(
        "SELECT * FROM users WHERE username = $1 AND organization_id ="
            + " (SELECT id FROM organizations WHERE domain = $2)",
        username,
        domain);
  }

  private Row one(String sql, Object... parameters) {
    return await(
        pool.preparedQuery(sql)
            .execute(Tuple.from(parameters))
            .map(rows -> rows.iterator().next()));
  }

  private static <T> T await(Uni<T> uni) {
    try {
      return VertxContextSupport.subscribeAndAwait(() -> uni);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
