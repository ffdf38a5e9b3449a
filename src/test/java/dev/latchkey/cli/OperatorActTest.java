package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.CommandAudit;
import dev.latchkey.registry.UnknownChangeException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command that changes something tells the audit, and the others do not. */
@QuarkusTest
class OperatorActTest extends QuarkusCommands {

  private static final String BY = " by=root@db1 sudoUser=alice role=the\\u0020operator";

  @Test
  void organizations_areTold() {
    var other = "b-" + domain;

    for (var command : List.of("add", "suspend", "resume")) {
      assertThat(run("org " + command, other).audit())
          .containsExactly("act=org_" + command + BY + " organization=" + other);
    }
  }

  @Test
  void newUser_isToldWithTheIdAlone() {
    var run = userAdd("correct horse battery", "jane.roe", "jane@mail.example");

    assertThat(run.audit()).containsExactly(event("user_add", " status=active"));
    assertThat(run.audit().toString()).doesNotContain("jane");
  }

  @ParameterizedTest
  @CsvSource({
    "user disable,        user_disable",
    "user enable,         user_enable",
    "user unlock,         user_unlock",
    "user end-sessions,   user_end_sessions",
    "user delete,         user_delete"
  })
  void changedUser_isTold(String command, String act) {
    userAdd("correct horse battery", "jane.roe", "jane@mail.example");
    var expected = event(act, "");

    assertThat(run(command, domain, "jane@mail.example").audit()).containsExactly(expected);
  }

  @Test
  void newPassword_isTold() {
    userAdd("correct horse battery", "jane.roe", "jane@mail.example");
    var run =
        runWithInput(
            "battery staple horse",
            "user set-password",
            domain,
            "jane.roe",
            "--password-stdin",
            "--temporary");

    assertThat(run.audit()).containsExactly(event("user_set_password", ""));
  }

  @Test
  void code_isToldWithItsEnd() {
    userAdd("correct horse battery", "jane.roe", "jane@mail.example");
    var reset = run("user reset-password", domain, "jane.roe");
    assertThat(reset.audit())
        .containsExactly(event("user_reset_password", " expiresAt=" + end(reset)));

    one(
        "UPDATE users SET status = 'invited', invite_expires_at = now() WHERE id = $1 RETURNING 1",
        user("jane.roe").getUUID("id"));
    var invited = run("user invite", domain, "jane.roe");
    assertThat(invited.audit()).containsExactly(event("user_invite", " expiresAt=" + end(invited)));
  }

  private static String end(CommandRun run) {
    return run.out().replaceFirst("(?s).* until ([0-9TZ:-]+), with this code.*", "$1");
  }

  /** The names of the options, and no value. */
  @Test
  void update_isToldWithWhatWasGiven() {
    userAdd("correct horse battery", "jane.roe", "jane@mail.example");
    var run =
        run(
            "user update",
            domain,
            "jane.roe",
            "--last-name",
            "Doe",
            "--email",
            "jane@other.example",
            "--no-mfa-required",
            "--no-favorite");

    assertThat(run.audit())
        .containsExactly(event("user_update", " changed=email,favorite,last-name,mfa-required"));
  }

  @Test
  void import_isToldOnce() {
    var file = "username,email,firstName,lastName\na,a@x.example,A,A\nb,b@x.example,B,B\n";

    assertThat(imported(file, "--dry-run").audit()).isEmpty();
    assertThat(imported(file).audit())
        .containsExactly("act=user_import" + BY + " organization=" + domain + " users=2");
    assertThat(imported(file).audit()).as("nothing was kept").isEmpty();
  }

  private CommandRun imported(String file, String... options) {
    var arguments = new ArrayList<>(List.of(domain, "-", "--format", "csv"));
    arguments.addAll(List.of(options));
    return runWithInput(file, "user import", arguments.toArray(String[]::new));
  }

  @Test
  void migrationsAndKeys_areTold() {
    assertThat(run("migrate").audit()).containsExactly("act=migrate" + BY + " migrations=0");
    assertThat(run("key generate").audit())
        .containsExactly("act=key_generate" + BY + " kind=ES256");
    assertThat(run("key generate --rsa").audit())
        .containsExactly("act=key_generate" + BY + " kind=RS256");
    assertThat(run("key generate --factor").audit())
        .containsExactly("act=key_generate" + BY + " kind=factor");
  }

  @Test
  void migrationThatFails_isToldAsWell() {
    var factory =
        new CommandFactory(
            this::inThisQuarkus,
            input(""),
            this::audit,
            () -> {
              throw new IllegalStateException("half-way");
            });
    var run = CommandRun.of(LatchkeyCommand.commandLine(factory), "migrate");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.audit()).containsExactly("act=migrate" + BY + " outcome=failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"user show", "user disable", "user delete", "user invite", "user reset-mfa"})
  void whatChangesNothing_isNotTold(String command) {
    assertThat(run(command, domain, "nobody").audit()).isEmpty();
    assertThat(run("user list", domain).audit()).isEmpty();
    assertThat(run("org list").audit()).isEmpty();
  }

  @Test
  void changeOfWhichNobodyKnowsWhetherItWasKept_isTold() {
    userAdd("correct horse battery", "jane", "jane@mail.example");
    RegistryAccess broken =
        new RegistryAccess() {
          @Override
          public <T> T run(Task<T> task) {
            return inThisQuarkus(services -> task.with(breakingAtTheEnd(services)));
          }
        };
    var run =
        run(
            broken,
            input("battery staple horse"),
            "user set-password",
            domain,
            "jane",
            "--password-stdin");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("look whether the change was kept").hasLineCount(1);
    assertThat(run.audit())
        .containsExactly(
            "act=user_set_password" + BY + " organization=" + domain + " outcome=unknown");
  }

  private static RegistryAccess.Services breakingAtTheEnd(RegistryAccess.Services services) {
    return new RegistryAccess.Services(
        services.organizations(),
        services.users(),
        services.factorUses(),
        services.codes(),
        services.rules(),
        () -> {
          throw new UnknownChangeException();
        },
        services.factorKeys(),
        services.lock(),
        services.codeValidity(),
        services.audit(),
        services.clock());
  }

  /** Where it cannot be told, it is not done. */
  @Test
  void auditThatCannotBeOpened_stopsTheCommand() {
    RegistryAccess registry =
        new RegistryAccess() {
          @Override
          public <T> T run(Task<T> task) {
            return inThisQuarkus(services -> task.with(withoutAudit(services)));
          }
        };
    userAdd("correct horse battery", "jane", "jane@mail.example");

    for (var command : List.of("user delete", "user disable", "user reset-password")) {
      var run = run(registry, input(""), command, domain, "jane");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).isEqualToNormalizingNewlines("latchkey: no audit\n");
    }
    assertThat(user("jane").getString("status")).isEqualTo("active");
    assertThat(run(registry, input(""), "user show", domain, "jane").exitCode()).isZero();
  }

  private static RegistryAccess.Services withoutAudit(RegistryAccess.Services services) {
    return new RegistryAccess.Services(
        services.organizations(),
        services.users(),
        services.factorUses(),
        services.codes(),
        services.rules(),
        services.hasher(),
        services.factorKeys(),
        services.lock(),
        services.codeValidity(),
        OperatorActTest::noAudit,
        services.clock());
  }

  private static CommandAudit noAudit(PrintWriter err) {
    throw new ConfigurationException("no audit");
  }

  private String event(String act, String more) {
    return "act="
        + act
        + BY
        + " organization="
        + domain
        + " user="
        + user("jane.roe").getUUID("id")
        + more;
  }
}
