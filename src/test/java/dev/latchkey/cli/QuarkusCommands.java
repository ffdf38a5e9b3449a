package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.AuditConfig;
import dev.latchkey.audit.CommandAudit;
import dev.latchkey.audit.Operator;
import dev.latchkey.cli.console.ConsoleInput;
import dev.latchkey.factor.FactorKeyRing;
import dev.latchkey.factor.FactorKeys;
import dev.latchkey.password.NewPasswordRules;
import dev.latchkey.password.PasswordHasher;
import dev.latchkey.registry.CodeValidity;
import dev.latchkey.registry.FactorUses;
import dev.latchkey.registry.OneTimeCodes;
import dev.latchkey.registry.Organizations;
import dev.latchkey.registry.Schema;
import dev.latchkey.registry.Users;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** Commands on a Quarkus that runs already, each test with an organisation of its own. */
abstract class QuarkusCommands {

  static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Operator OPERATOR =
      new Operator("root", "db1", Optional.of("alice"), Optional.of("the operator"));

  @Inject Organizations organizations;
  @Inject Users users;
  @Inject FactorUses factorUses;
  @Inject OneTimeCodes codes;
  @Inject AuditConfig auditConfig;
  @Inject NewPasswordRules rules;
  @Inject PasswordHasher hasher;
  @Inject FactorKeyRing factorKeyRing;
  @Inject Schema schema;
  @Inject Pool pool;

  /** Those of this Quarkus; a test may take others. */
  Supplier<Optional<FactorKeys>> factorKeys;

  String domain;

  @BeforeEach
  void addOrganization() {
    domain = UUID.randomUUID().toString();
    assertThat(orgAdd(domain).exitCode()).isZero();
    factorKeys = factorKeyRing::current;
  }

  CommandRun orgAdd(String... arguments) {
    return run("org add", arguments);
  }

  CommandRun userAdd(String password, String username, String email, String... options) {
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
    return runWithInput(password, "user add", arguments.toArray(String[]::new));
  }

  /** Runs a command, as in {@code user add}, without anything on its standard input. */
  CommandRun run(String command, String... arguments) {
    return runWithInput("", command, arguments);
  }

  CommandRun runWithInput(String standardInput, String command, String... arguments) {
    return run(this::inThisQuarkus, input(standardInput), command, arguments);
  }

  CommandRun run(RegistryAccess registry, ConsoleInput input, String command, String... arguments) {
    var factory = new CommandFactory(registry, input, this::audit, schema::migrate);
    return CommandRun.of(
        LatchkeyCommand.commandLine(factory),
        Stream.of(command.split(" "), arguments).flatMap(Arrays::stream).toArray(String[]::new));
  }

  static ConsoleInput input(String text) {
    return new ConsoleInput(stdin(text), () -> null);
  }

  static ByteArrayInputStream stdin(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  <T> T inThisQuarkus(RegistryAccess.Task<T> task) {
    return inThisQuarkus(new LockRule(true, 100, Duration.ofDays(90)), task);
  }

  <T> T inThisQuarkus(LockRule lock, RegistryAccess.Task<T> task) {
    return task.with(
        new RegistryAccess.Services(
            organizations,
            users,
            factorUses,
            codes,
            () -> rules,
            () -> hasher,
            () -> factorKeys.get(),
            () -> lock,
            () -> new CodeValidity(Duration.ofHours(72), Duration.ofHours(1)),
            this::audit,
            CLOCK));
  }

  CommandAudit audit(PrintWriter err) {
    return CommandAudit.open(auditConfig, OPERATOR, CLOCK, err);
  }

  static <T> T neverStarted(RegistryAccess.Task<T> task) {
    throw new AssertionError("started");
  }

  static ConsoleInput.Terminal neverAsked() {
    throw new AssertionError("asked");
  }

  Row user(String username) {
    return one(
        "SELECT * FROM users WHERE username = $1 AND organization_id ="
            + " (SELECT id FROM organizations WHERE domain = $2)",
        username,
        domain);
  }

  long userCount() {
    return one(
            "SELECT count(*) FROM users WHERE organization_id ="
                + " (SELECT id FROM organizations WHERE domain = $1)",
            domain)
        .getLong(0);
  }

  Row one(String sql, Object... parameters) {
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
