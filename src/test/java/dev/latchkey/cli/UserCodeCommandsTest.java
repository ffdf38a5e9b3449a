package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.cli.console.ConsoleInput;
import dev.latchkey.factor.OneTimeCode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users without a password, one-time codes and lost second factors. */
@QuarkusTest
class UserCodeCommandsTest extends QuarkusCommands {

  private static final String PASSWORD = "correct horse battery";
  private static final String CODE = "([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}";
  private static final String NEW_HASH = "$2a$04$" + "y".repeat(53);

  @Test
  void userWithoutPassword_isInvitedAndHasNoOpenInvitation() {
    var run = addWithoutPassword("jane");

    assertThat(run.exitCode()).isZero();
    var row = user("jane");
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            "Added user jane of %1$s, id %2$s\nTo invite the user: latchkey user invite %1$s %2$s\n"
                .formatted(domain, row.getUUID("id")));
    assertThat(row.getString("password_hash")).isNull();
    assertThat(row.getString("status")).isEqualTo("invited");
    assertThat(row.getOffsetDateTime("invite_expires_at").toInstant()).isEqualTo(NOW);
    assertThat(show("jane").out().lines())
        .contains("status          invited, expired 2026-01-31T12:00:00Z")
        .contains("password        none", "passwordChanged never", "oneTimeCodes    none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--password-stdin", "--temporary", "--invited=72h"})
  void passwordAndNoPassword_areBadUsageBeforeAnythingStarts(String option) {
    var unread = new ConsoleInput(stdin(""), QuarkusCommands::neverAsked);
    var run =
        run(
            QuarkusCommands::neverStarted,
            unread,
            "user add acme jane --email j@example.com --first-name J --last-name D --no-password",
            option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("latchkey: --no-password does not go with --password-stdin, --temporary or")
        .hasLineCount(1);
  }

  @Test
  void invitation_isACodeThatSetsThePasswordOnce() {
    addWithoutPassword("jane");
    var run = run("user invite", domain, "jane@mail.example");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    var lines = run.out().lines().toList();
    var end = user("jane").getOffsetDateTime("invite_expires_at").toInstant();
    assertThat(lines)
        .hasSize(2)
        .first()
        .isEqualTo("User jane of " + domain + " is invited until " + end + ", with this code:");
    assertThat(lines.get(1)).matches(CODE);
    assertThat(show("jane").out().lines())
        .contains(
            "status          invited until " + end, "oneTimeCodes    invitation until " + end);

    assertThat(uses("jane", lines.get(1))).isTrue();
    assertThat(user("jane").getString("status")).isEqualTo("active");
    assertThat(uses("jane", lines.get(1))).isFalse();
  }

  @Test
  void codeForANewPassword_isUsedOnce() {
    userAdd(PASSWORD, "jane", "jane@mail.example");
    var before = user("jane").getString("password_hash");

    var run = run("user reset-password", domain, "jane");

    assertThat(run.out().lines().toList().get(0))
        .startsWith("User jane of " + domain + " can choose a new password until 2")
        .endsWith("Z, with this code:");
    assertThat(user("jane").getString("password_hash")).isEqualTo(before);
    assertThat(uses("jane", code(run))).isTrue();
    assertThat(uses("jane", code(run))).isFalse();
  }

  @Test
  void newCode_voidsTheOneBefore() {
    userAdd(PASSWORD, "jane", "jane@mail.example");
    var first = code(run("user reset-password", domain, "jane"));
    var second = code(run("user reset-password", domain, "jane"));

    assertThat(uses("jane", first)).isFalse();
    assertThat(uses("jane", second)).isTrue();
  }

  @Test
  void codeInJson_hasItsEnd() throws Exception {
    userAdd(PASSWORD, "jane", "jane@mail.example");
    var run = run("user reset-password", domain, "jane", "--json");

    var json = new ObjectMapper().readTree(run.out());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("id", "username", "purpose", "code", "expiresAt");
    assertThat(json.get("id").textValue()).isEqualTo(user("jane").getUUID("id").toString());
    assertThat(json.get("purpose").textValue()).isEqualTo("reset");
    assertThat(json.get("expiresAt").textValue()).matches("20[0-9T:-]+Z");
    assertThat(uses("jane", json.get("code").textValue())).isTrue();
  }

  /** Only its user shall have it. */
  @Test
  void code_isNowhereElse() throws Exception {
    userAdd(PASSWORD, "jane", "jane@mail.example");
    var run = run("user reset-password", domain, "jane");
    var code = code(run);
    var shown = show("jane", "--json");

    var open = new ObjectMapper().readTree(shown.out()).get("oneTimeCodes");
    assertThat(open).hasSize(1);
    assertThat(open.get(0).fieldNames()).toIterable().containsExactly("purpose", "expiresAt");
    assertThat(run.err() + run.audit() + shown.out() + show("jane").out())
        .doesNotContain(code, OneTimeCode.typed(code).normalized());
    assertThat(
            one(
                    "SELECT string_agg(c::text, '') FROM one_time_codes c WHERE user_id = $1",
                    user("jane").getUUID("id"))
                .getString(0))
        .doesNotContainIgnoringCase(code)
        .doesNotContainIgnoringCase(OneTimeCode.typed(code).normalized());
  }

  @ParameterizedTest
  @CsvSource({
    "invite,         active,   the user is active already: use `user reset-password`.",
    "invite,         disabled, the user is disabled: use `user enable` first.",
    "reset-password, invited,  the user is invited: use `user invite`.",
    "reset-password, disabled, the user is disabled: use `user enable` first."
  })
  void userOfAnotherStatus_isRefusedInOneLine(String command, String status, String line) {
    userAdd(PASSWORD, "jane", "jane@mail.example", "--invited", "72h");
    one(
        "UPDATE users SET status = $1 WHERE id = $2 RETURNING 1",
        status,
        user("jane").getUUID("id"));

    var run = run("user " + command, domain, "jane");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualToNormalizingNewlines("latchkey: USER: " + line + "\n");
    assertThat(run.audit()).isEmpty();
    assertThat(user("jane").getString("password_hash")).isNotNull();
  }

  @Test
  void timeOfThePassword_isShown() throws Exception {
    userAdd(PASSWORD, "jane", "jane@mail.example");
    var set = user("jane").getOffsetDateTime("password_changed_at").toInstant();

    assertThat(show("jane").out().lines()).contains("passwordChanged " + set);
    assertThat(new ObjectMapper().readTree(show("jane", "--json").out()).get("passwordChangedAt"))
        .hasToString("\"" + set + "\"");
    one(
        "UPDATE users SET password_changed_at = NULL WHERE id = $1 RETURNING 1",
        user("jane").getUUID("id"));
    assertThat(show("jane").out().lines()).contains("passwordChanged unknown");
  }

  @Test
  void factor_isShownAndRemoved() throws Exception {
    userAdd(PASSWORD, "jane", "jane@mail.example", "--mfa-required");
    addFactor(user("jane").getUUID("id"), 7);
    long before = user("jane").getLong("session_epoch");
    assertThat(show("jane").out().lines())
        .contains("mfaConfigured   true", "factorConfirmed 2026-01-01T00:00:00Z")
        .contains("recoveryCodes   7");
    var json = new ObjectMapper().readTree(show("jane", "--json").out());
    assertThat(json.get("mfaConfigured").booleanValue()).isTrue();
    assertThat(json.get("factorConfirmedAt").textValue()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(json.get("recoveryCodes").intValue()).isEqualTo(7);

    var run = run("user reset-mfa", domain, "JANE");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            "User jane of "
                + domain
                + " has no second factor any more, nor the 7 recovery codes that were left;"
                + " all sessions ended\n"
                + "A second factor is required: the user must set one up at the next login\n");
    assertThat(run.audit())
        .singleElement()
        .asString()
        .endsWith(" factor=removed recoveryCodes=7 enrolment=none");
    assertThat(user("jane").getLong("session_epoch")).isEqualTo(before + 1);
    assertThat(show("jane").out().lines())
        .contains("mfaConfigured   false", "factorConfirmed no second factor")
        .contains("recoveryCodes   0");
  }

  @Test
  void enrolmentThatWasBegun_isRemoved() {
    userAdd(PASSWORD, "jane", "jane@mail.example");
    one(
        "INSERT INTO factor_enrolments VALUES ($1, 'k', '') RETURNING 1",
        user("jane").getUUID("id"));

    assertThat(run("user reset-mfa", domain, "jane").out())
        .isEqualToNormalizingNewlines(
            "User jane of "
                + domain
                + " had no second factor, and has no enrolment any more; all sessions ended\n");
  }

  @Test
  void userWithoutAFactor_isToldSo() {
    userAdd(PASSWORD, "jane", "jane@mail.example");
    var run = run("user reset-mfa", domain, "jane");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            "User jane of " + domain + " had no second factor: nothing was changed\n");
    assertThat(user("jane").getLong("session_epoch")).isZero();
  }

  private void addFactor(UUID user, int recoveryCodes) {
    one(
        "INSERT INTO second_factors VALUES ($1, 'k', '', 0, '2026-01-01T00:00:00Z') RETURNING 1",
        user);
    IntStream.range(0, recoveryCodes)
        .forEach(
            i ->
                one(
                    "INSERT INTO recovery_codes VALUES ($1, sha256($2::text::bytea)) RETURNING 1",
                    user,
                    Integer.toString(i)));
  }

  /** As the service uses it; it gets the code in its normal form. */
  private boolean uses(String username, String code) {
    return one(
                "SELECT use_one_time_code($1, $2, $3)",
                user(username).getUUID("id"),
                OneTimeCode.typed(code).normalized(),
                NEW_HASH)
            .getValue(0)
        != null;
  }

  private static String code(CommandRun run) {
    return run.out().lines().toList().get(1);
  }

  private CommandRun addWithoutPassword(String username) {
    return run(
        "user add",
        domain,
        username,
        "--email",
        username + "@mail.example",
        "--first-name",
        "J",
        "--last-name",
        "D",
        "--no-password");
  }

  private CommandRun show(String user, String... options) {
    return options.length == 0
        ? run("user show", domain, user)
        : run("user show", domain, user, options[0]);
  }
}
