package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.cli.console.ConsoleInput;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that need the database: organisations, the addition of users, the schema. */
@QuarkusTest
class DirectoryCommandsTest extends QuarkusCommands {

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
    var run = userAdd("correct horse battery\n", "john", "john@example.com");

    assertThat(run.exitCode()).isZero();
    var row = user("john");
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            "Added user john of " + domain + ", id " + row.getUUID("id") + "\n");
    assertThat(BcryptUtil.matches("correct horse battery", row.getString("password_hash")))
        .isTrue();
    assertThat(row.getString("status")).isEqualTo("active");
    assertThat(row.getBoolean("mfa_required")).isFalse();
    assertThat(row.getBoolean("change_password")).isFalse();
  }

  @Test
  void flags_areStored() {
    userAdd("correct horse battery", "jane", "jane@example.com", "--mfa-required", "--temporary");

    assertThat(user("jane").getBoolean("mfa_required")).isTrue();
    assertThat(user("jane").getBoolean("change_password")).isTrue();
  }

  @Test
  void favorites_areStoredInTheirOrder() {
    userAdd("correct horse battery", "jane", "j@example.com", "--favorite", "b; ü", "--favorite=a");
    userAdd("correct horse battery", "john", "john@example.com");

    assertThat(user("jane").getArrayOfStrings("favorites")).containsExactly("b; ü", "a");
    assertThat(user("john").getArrayOfStrings("favorites")).isEmpty();
  }

  @Test
  void favoriteThatIsNone_isRefusedBeforeThePasswordIsAskedFor() {
    var unread = new ConsoleInput(stdin(""), QuarkusCommands::neverAsked);
    var run =
        run(
            QuarkusCommands::neverStarted,
            unread,
            "user add acme john.doe --email j@example.com --first-name J --last-name D",
            "--favorite",
            " ");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("latchkey: --favorite: it is blank").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "72h, 2026-02-03T12:00:00Z",
    "7d, 2026-02-07T12:00:00Z",
    "PT1H, 2026-01-31T13:00:00Z"
  })
  void invitation_endsAfterItsTime(String duration, Instant end) {
    userAdd("correct horse battery", duration, duration + "@example.com", "--invited", duration);

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
    userAdd("correct horse battery", "john", "john@example.com");
    userAdd("correct horse battery", "x@john", "y@example.com");
    var run = userAdd("correct horse battery", username, email);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("latchkey: " + parameter + ": another user of " + domain)
        .hasLineCount(1);
  }

  @Test
  void organizationUnknown_fails() {
    domain = "unknown-" + domain;
    var run = userAdd("correct horse battery", "john", "john@example.com");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines("latchkey: ORG: there is no organisation " + domain + ".\n");
  }

  @ParameterizedTest
  @CsvSource({
    "short-one-here,         fewer than 15 characters",
    "JOHN.DOE.THE.THIRD,     a name of its user",
    "J.Doe.3@example.com,    a name of its user",
    "The Örg of Örgs Ltd,    a name of the organisation",
    "john.doe.the.third.1,   a common one or a simple pattern",
    "passwordPASSWORD,       a common one or a simple pattern"
  })
  void passwordRefused_addsNobody(String password, String why) {
    domain = "rules-" + domain;
    orgAdd(domain, "--name", "The Örg of Örgs Ltd");
    var run = userAdd(password, "john.doe.the.third", "j.doe.3@example.com");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(why).doesNotContain(password).hasLineCount(1);
    assertThat(userCount()).isZero();
  }

  @Test
  void domainOfTheOrganisation_isNoPassword() {
    var run = userAdd(domain.toUpperCase(Locale.ROOT), "john", "john@example.com");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("a name of the organisation").hasLineCount(1);
  }

  @Test
  void requiredFactor_allowsAShorterPassword() {
    assertThat(userAdd("kX9#mP2q", "john", "john@example.com", "--mfa-required").exitCode())
        .isZero();
    var tooShort = userAdd("kX9#mP2", "jane", "jane@example.com", "--mfa-required");

    assertThat(tooShort.exitCode()).isEqualTo(1);
    assertThat(tooShort.err()).contains("fewer than 8 characters").hasLineCount(1);
    assertThat(userCount()).isEqualTo(1);
  }

  @Test
  void migrate_findsNothingToDo() {
    var run = run("migrate");

    assertThat(run.out()).isEqualToNormalizingNewlines("The schema is up to date\n");
  }

  @Test
  void failureThatNobodyExpects_isOneLine() {
    var run = run(DirectoryCommandsTest::unexpectedlyFailing, input(""), "org add", "acme");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "latchkey: unexpected failure: java.lang.ArithmeticException: inner\n");
  }

  @Test
  void organizations_areListedByDomain() {
    orgAdd("b-" + domain, "--name", "B");
    orgAdd("a-" + domain, "--name", "A");
    var lines = run("org list").out().lines().toList();

    assertThat(lines.get(0)).matches("DOMAIN +STATUS +CREATED +NAME");
    assertThat(lines).isSortedAccordingTo((x, y) -> x.startsWith("DOMAIN") ? -1 : x.compareTo(y));
    assertThat(lines).anyMatch(line -> line.matches("a-" + domain + " +active +20[0-9-]{8} +A"));
  }

  @Test
  void organizationsInJson_haveTheirColumns() throws Exception {
    one("UPDATE organizations SET name = E'\\u001b[2J' WHERE domain = $1 RETURNING 1", domain);
    var run = run("org list", "--json");

    assertThat(run.out()).doesNotContain("\u001b");
    var element =
        StreamSupport.stream(new ObjectMapper().readTree(run.out()).spliterator(), false)
            .filter(org -> org.get("domain").textValue().equals(domain))
            .findFirst()
            .orElseThrow();
    assertThat(element.get("name").textValue()).isEqualTo("\u001b[2J");
    assertThat(element.fieldNames())
        .toIterable()
        .containsExactly("id", "domain", "name", "status", "createdAt");
  }

  @Test
  void organization_isSuspendedAndResumed() {
    for (int i = 0; i < 2; i++) {
      var suspended = run("org suspend", domain);
      assertThat(suspended.out())
          .isEqualToNormalizingNewlines("Organisation " + domain + " is suspended\n");
      assertThat(status()).isEqualTo("suspended");
    }
    run("org resume", domain.toUpperCase(Locale.ROOT));
    assertThat(status()).isEqualTo("active");
  }

  @Test
  void organizationThatIsNone_isNotSuspended() {
    var run = run("org suspend", "no-" + domain);

    assertThat(run)
        .isEqualTo(
            new CommandRun(
                1,
                "",
                "latchkey: DOMAIN: there is no organisation no-"
                    + domain
                    + "."
                    + System.lineSeparator()));
  }

  private String status() {
    return one("SELECT status FROM organizations WHERE domain = $1", domain).getString(0);
  }

  private static <T> T unexpectedlyFailing(RegistryAccess.Task<T> task) {
    throw new IllegalStateException("outer", new ArithmeticException("inner"));
  }
}
