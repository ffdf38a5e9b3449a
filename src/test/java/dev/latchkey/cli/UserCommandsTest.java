package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.cli.console.ConsoleInput;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.UserStatus;
import dev.latchkey.factor.FactorKeys;
import dev.latchkey.registry.NewUser;
import dev.latchkey.registry.Profile;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands about users who are there. */
@QuarkusTest
class UserCommandsTest extends QuarkusCommands {

  @Test
  void peopleWithOneName_needNoLastName() {
    var added =
        run(
            "user add",
            domain,
            "sukarno",
            "--email",
            "s@example.com",
            "--first-name",
            "Sukarno",
            "--no-password");
    assertThat(added.exitCode()).isZero();
    assertThat(user("sukarno").getString("last_name")).isEmpty();

    assertThat(run("user update", domain, "sukarno", "--last-name", "Sosro").exitCode()).isZero();
    assertThat(user("sukarno").getString("last_name")).isEqualTo("Sosro");
    assertThat(run("user update", domain, "sukarno", "--last-name", "").exitCode()).isZero();
    assertThat(run("user list", domain).out()).contains("Sukarno  invited");
  }

  @ParameterizedTest
  @CsvSource({
    "'john ', j@example.com,   J, USERNAME: it begins or ends with a blank",
    "john,    'j@example.com ', J, --email: it begins or ends with a blank",
    "john,    j@@example.com,  J, --email: it is not an e-mail address",
    "john,    j@example.com, ' J', --first-name: it begins or ends with a blank"
  })
  void valueThatNobodyCanType_isRefusedByAddAndUpdate(
      String username, String email, String firstName, String problem) {
    assertThat(userAdd("correct horse battery", "jane", "jane@example.com").exitCode()).isZero();

    var added =
        runWithInput(
            "correct horse battery",
            "user add",
            domain,
            username,
            "--email",
            email,
            "--first-name",
            firstName,
            "--password-stdin");
    var updated =
        run(
            "user update",
            domain,
            "jane",
            "--username",
            username,
            "--email",
            email,
            "--first-name",
            firstName);

    assertThat(added.exitCode()).isEqualTo(2);
    assertThat(added.err()).startsWith("latchkey: " + problem).hasLineCount(1);
    assertThat(updated.exitCode()).isEqualTo(2);
    assertThat(updated.err())
        .startsWith("latchkey: " + problem.replace("USERNAME", "--username"))
        .hasLineCount(1);
    assertThat(userCount()).isEqualTo(1);
  }

  /** Stored by an older version, or by somebody else's SQL. */
  @Test
  void suspects_areListedAndCanBeMendedOneByOne() throws Exception {
    userAdd("correct horse battery", "good", "good@example.com");
    userAdd("correct horse battery", "blank", "blank@example.com");
    userAdd("correct horse battery", "both", "both@example.com");
    one(
        "UPDATE users SET email = email || ' ' WHERE id = $1 RETURNING 1",
        user("blank").getUUID("id"));
    one(
        "UPDATE users SET username = 'both' || chr(8203), email = 'Ann <both@example.com>'"
            + " WHERE id = $1 RETURNING 1",
        user("both").getUUID("id"));

    var table = run("user list", domain, "--suspect");
    assertThat(table.exitCode()).isZero();
    assertThat(table.out().lines().skip(1))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .endsWith("  email begins or ends with a blank or an invisible character"),
            line ->
                assertThat(line)
                    .endsWith(
                        "  username begins or ends with a blank or an invisible character; email holds a"
                            + " blank: one e-mail address is needed, and nothing else"));
    var json = new ObjectMapper().readTree(run("user list", domain, "--suspect", "--json").out());
    assertThat(json).hasSize(2);
    assertThat(json.get(1).get("problems")).hasSize(2);
    assertThat(run("user list", domain, "--suspect", "--status", "invited").out()).hasLineCount(1);

    var id = json.get(1).get("id").textValue();
    assertThat(run("user update", domain, id, "--email", "both@example.com").exitCode()).isZero();
    assertThat(run("user update", domain, id, "--username", "both").exitCode()).isZero();
    assertThat(run("user list", domain, "--suspect").out()).hasLineCount(2);
  }

  @Test
  void user_isShownWithoutTheHash() {
    userAdd("correct horse battery", "john", "john@example.com", "--mfa-required");
    var run = show("JOHN@example.com");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .contains(
            "id              " + user("john").getUUID("id"),
            "username        john",
            "email           john@example.com",
            "status          active",
            "password        bcrypt of cost 10",
            "mfaRequired     true",
            "changePassword  false",
            "favorite",
            "failures        0",
            "locked          false (true from 100 failures)",
            "knownNetworks   0");
    assertThat(run.out()).doesNotContain("$2");
  }

  @Test
  void userInJson_hasTheContractsMembersAndNoHash() throws Exception {
    add("jane", UserStatus.INVITED, "$2b$12$" + "x".repeat(53), Duration.ofHours(-1));
    var run = show("jane", "--json");

    assertThat(run.out()).doesNotContain("$2");
    var json = new ObjectMapper().readTree(run.out());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "username",
            "email",
            "firstName",
            "lastName",
            "status",
            "mfaRequired",
            "mfaConfigured",
            "changePassword",
            "invite_expired",
            "favorite",
            "inviteExpiresAt",
            "passwordSet",
            "passwordCost",
            "passwordChangedAt",
            "createdAt",
            "updatedAt",
            "failures",
            "lastFailureAt",
            "locked",
            "knownNetworks",
            "knownNetworkSeenOn",
            "knownNetworkFailures",
            "factorConfirmedAt",
            "recoveryCodes",
            "oneTimeCodes");
    assertThat(json.get("status").textValue()).isEqualTo("invited");
    assertThat(json.get("changePassword").booleanValue()).isTrue();
    assertThat(json.get("invite_expired").booleanValue()).isTrue();
    assertThat(json.get("inviteExpiresAt").textValue()).isEqualTo("2026-01-31T11:00:00Z");
    assertThat(json.get("passwordCost").intValue()).isEqualTo(12);
    assertThat(json.get("favorite").get(0).textValue()).isEqualTo("x y");
  }

  @Test
  void attempts_areShown() throws Exception {
    add("jane", UserStatus.ACTIVE, null, null);
    failures("jane", 99);
    network("jane", "2025-11-02", 50);
    network("jane", "2025-11-03", 0);
    network("jane", "2026-01-30", 2);

    assertThat(show("jane").out().lines())
        .contains(
            "failures        99, the last one at 2026-01-31T11:00:00Z",
            "locked          false (true from 100 failures)",
            "knownNetworks   2, last seen on 2026-01-30, with up to 2 failures");
    failures("jane", 100);
    assertThat(show("jane").out().lines())
        .contains("locked          true (true from 100 failures)");
    var json = new ObjectMapper().readTree(show("jane", "--json").out());
    assertThat(json.get("failures").intValue()).isEqualTo(100);
    assertThat(json.get("lastFailureAt").textValue()).isEqualTo("2026-01-31T11:00:00Z");
    assertThat(json.get("locked").booleanValue()).isTrue();
    assertThat(json.get("knownNetworks").intValue()).isEqualTo(2);
    assertThat(json.get("knownNetworkSeenOn").textValue()).isEqualTo("2026-01-30");
    assertThat(json.get("knownNetworkFailures").intValue()).isEqualTo(2);
  }

  @Test
  void limitsThatAreNotEnforced_lockNobody() {
    add("jane", UserStatus.ACTIVE, null, null);
    failures("jane", 100);
    var shadow = new LockRule(false, 100, Duration.ofDays(90));

    assertThat(show(shadow, "jane").out().lines())
        .contains("locked          false (latchkey.attempts.mode is not enforce)");
    assertThat(show(new LockRule(true, 101, Duration.ofDays(90)), "jane").out().lines())
        .contains("locked          false (true from 101 failures)");
  }

  @Test
  void lockedUser_isUnlockedAndKeepsTheNetworks() {
    add("jane", UserStatus.ACTIVE, "$2a$04$" + "x".repeat(53), null);
    add("john", UserStatus.ACTIVE, null, null);
    failures("jane", 100);
    network("jane", "2026-01-30", 7);
    failures("john", 100);

    assertThat(unlock("JANE").out())
        .isEqualToNormalizingNewlines("User jane of " + domain + " is unlocked, and is active\n");
    assertThat(show("jane").out().lines())
        .contains("failures        0", "knownNetworks   1, last seen on 2026-01-30");
    assertThat(show("john").out()).contains("failures        100");
  }

  /** It counts as one that is not known then. */
  @Test
  void failuresOfAKnownNetwork_areForgottenAndLockNobody() {
    add("jane", UserStatus.DISABLED, null, null);
    network("jane", "2026-01-30", 100);
    assertThat(show("jane").out().lines())
        .contains("knownNetworks   1, last seen on 2026-01-30, with up to 100 failures");

    assertThat(unlock("jane").out())
        .isEqualToNormalizingNewlines(
            "User jane of " + domain + " was not locked, and is disabled, without a password\n");
    assertThat(show("jane").out().lines()).contains("knownNetworks   1, last seen on 2026-01-30");
  }

  @Test
  void userWhoIsNotLocked_isToldSo() {
    add("jane", UserStatus.ACTIVE, null, null);
    failures("jane", 99);

    for (int i = 0; i < 2; i++) {
      var run = unlock("jane");
      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .isEqualToNormalizingNewlines(
              "User jane of " + domain + " was not locked, and is active, without a password\n");
      assertThat(show("jane").out().lines()).contains("failures        0");
    }
    assertFails(
        unlock("john"), "USER: nobody in " + domain + " has this username, e-mail address or id.");
  }

  @Test
  void newPassword_endsALockAndNothingElseDoes() {
    add("jane", UserStatus.ACTIVE, null, null);
    failures("jane", 100);
    network("jane", "2026-01-30", 100);

    run("user update", domain, "jane", "--email", "roe@mail.example", "--username", "roe");
    disable("roe");
    enable("roe");
    assertThat(show("roe").out())
        .contains("failures        100,", "2026-01-30, with up to 100 failures");

    setPassword("battery staple horse", "roe");
    assertThat(show("roe").out().lines())
        .contains("failures        0", "knownNetworks   1, last seen on 2026-01-30");
  }

  /** As logins write them. */
  private void failures(String username, int failures) {
    one(
        """
        INSERT INTO account_failures VALUES ($1, $2, '2026-01-31T11:00:00Z')
        ON CONFLICT (user_id) DO UPDATE SET failures = $2 RETURNING 1
        """,
        user(username).getUUID("id"),
        failures);
  }

  private void network(String username, String seenOn, int failures) {
    one(
        "INSERT INTO known_networks VALUES ($1, gen_random_uuid(), $2, $3) RETURNING 1",
        user(username).getUUID("id"),
        LocalDate.parse(seenOn),
        failures);
  }

  @ParameterizedTest
  @CsvSource({
    "$2x$10$,  damaged: nobody can log in with it",
    "$2a$03$,  damaged: nobody can log in with it",
    "$2y$15$,  bcrypt of cost 15"
  })
  void password_isDescribed(String beginning, String description) {
    add("jane", UserStatus.ACTIVE, beginning + "x".repeat(53), null);

    assertThat(show("jane").out().lines()).contains("password        " + description);
  }

  @Test
  void userWithoutPassword_isShown() {
    add("jane", UserStatus.ACTIVE, null, null);

    assertThat(show("jane").out().lines()).contains("password        none");
    assertThat(list().out()).contains("active, without a password");
  }

  /** However they came there. */
  @Test
  void storedControlCharacters_doNotReachTheTerminal() {
    add("jane", UserStatus.ACTIVE, null, null);
    one(
        "UPDATE users SET first_name = E'\\u001b[2J', favorites = ARRAY[E'\\u009b2J']"
            + " WHERE id = $1 RETURNING 1",
        user("jane").getUUID("id"));

    for (var run : List.of(show("jane"), show("jane", "--json"), list(), list("--json"))) {
      assertThat(run.out()).containsIgnoringCase("\\u001b[2J").doesNotContain("\u001b", "\u009b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "00000000-0000-0000-0000-000000000000"})
  void userWhoIsNotThere_isOneLine(String user) {
    assertFails(
        show(user), "USER: nobody in " + domain + " has this username, e-mail address or id.");
  }

  @Test
  void organizationThatIsNone_isOneLine() {
    domain = "no-" + domain;
    assertFails(show("john"), "ORG: there is no organisation " + domain + ".");
    assertFails(list(), "ORG: there is no organisation " + domain + ".");
  }

  @Test
  void users_areListedInTheOrderOfTheirBytes() throws Exception {
    add("b", UserStatus.ACTIVE, null, null);
    add("a", UserStatus.INVITED, null, Duration.ofHours(1));
    add("Z", UserStatus.DISABLED, null, null);

    assertThat(list().out().lines().map(line -> line.split(" +")[0]))
        .containsExactly("USERNAME", "Z", "a", "b");
    var json = new ObjectMapper().readTree(list("--json").out());
    assertThat(StreamSupport.stream(json.spliterator(), false).map(UserCommandsTest::username))
        .containsExactly("Z", "a", "b");
    assertThat(list("--status", "invited").out().lines())
        .hasSize(2)
        .anyMatch(l -> l.startsWith("a "));
    assertThat(list("--status", "away").exitCode()).isEqualTo(2);
  }

  private static String username(JsonNode user) {
    return user.get("username").textValue();
  }

  @Test
  void update_changesWhatIsGiven() {
    userAdd("correct horse battery", "john", "john@example.com", "--mfa-required", "--temporary");
    var run =
        run(
            "user update",
            domain,
            "john",
            "--username",
            "jack",
            "--first-name",
            "Jack",
            "--no-mfa-required");

    assertThat(run.out()).isEqualToNormalizingNewlines("Updated user jack of " + domain + "\n");
    var row = user("jack");
    assertThat(row.getString("first_name")).isEqualTo("Jack");
    assertThat(row.getString("last_name")).isEqualTo("D");
    assertThat(row.getString("email")).isEqualTo("john@example.com");
    assertThat(row.getBoolean("mfa_required")).isFalse();
    assertThat(row.getBoolean("change_password")).isTrue();
    assertThat(BcryptUtil.matches("correct horse battery", row.getString("password_hash")))
        .isTrue();
  }

  /** It is not what somebody says, nor what an older version kept. */
  @Test
  void mfaConfigured_followsFromAConfirmedFactor() throws Exception {
    add("jane", UserStatus.ACTIVE, null, null);
    one("UPDATE users SET mfa_configured = true WHERE id = $1 RETURNING id", id("jane"));
    assertThat(show("jane").out().lines()).contains("mfaConfigured   false");

    one("INSERT INTO second_factors VALUES ($1, 'k', 's', 0, now()) RETURNING user_id", id("jane"));

    assertThat(show("jane").out().lines()).contains("mfaConfigured   true");
    assertThat(new ObjectMapper().readTree(list("--json").out()).findValue("mfaConfigured"))
        .hasToString("true");
    assertThat(run("user update", domain, "jane", "--mfa-configured").exitCode()).isEqualTo(2);
  }

  /** Otherwise the user could never log in, because nobody could enrol. */
  @Test
  void mfaRequiredWithoutFactorKeys_isRefused() {
    add("jane", UserStatus.ACTIVE, null, null);
    factorKeys = Optional::empty;
    var line =
        "--mfa-required is given, but there is no factor key: set LATCHKEY_FACTOR_KEYS to the"
            + " folder of the keys, as for the service.";

    assertFails(run("user update", domain, "jane", "--mfa-required"), line);
    assertFails(
        userAdd("correct horse battery", "john", "john@example.com", "--mfa-required"), line);

    assertThat(user("jane").getBoolean("mfa_required")).isFalse();
    assertThat(userCount()).isEqualTo(1);
    assertThat(run("user update", domain, "jane", "--no-mfa-required").exitCode()).isZero();
  }

  @Test
  void factorKeysThatCannotBeRead_areOneLine() {
    factorKeys = () -> FactorKeys.load(Path.of("/no/such/folder"));

    assertFails(
        userAdd("correct horse battery", "john", "john@example.com", "--mfa-required"),
        "/no/such/folder is missing, or may not be entered");
  }

  private UUID id(String username) {
    return user(username).getUUID("id");
  }

  @Test
  void favorites_areReplacedOrTakenAway() {
    add("jane", UserStatus.ACTIVE, null, null);

    run("user update", domain, "jane", "--first-name", "Jan");
    assertThat(user("jane").getArrayOfStrings("favorites")).containsExactly("x y");
    assertThat(run("user update", domain, "jane", "--favorite", "b", "--favorite", "a").out())
        .isEqualToNormalizingNewlines("Updated user jane of " + domain + "\n");
    assertThat(user("jane").getArrayOfStrings("favorites")).containsExactly("b", "a");
    assertThat(show("jane").out().lines()).contains("favorite        b; a");
    assertThat(user("jane").getString("first_name")).isEqualTo("Jan");

    assertThat(run("user update", domain, "jane", "--no-favorite").exitCode()).isZero();
    assertThat(user("jane").getArrayOfStrings("favorites")).isEmpty();
  }

  @Test
  void favoritesAndNoFavorites_areBadUsageBeforeAnythingStarts() {
    var run =
        run(
            QuarkusCommands::neverStarted,
            input(""),
            "user update",
            domain,
            "jane",
            "--no-favorite",
            "--favorite",
            "a");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("latchkey: Use --favorite or --no-favorite, not both (try: latchkey")
        .hasLineCount(1);
  }

  @Test
  void updateOfNothing_isBadUsageBeforeAnythingStarts() {
    var run = run(QuarkusCommands::neverStarted, input(""), "user update", domain, "john");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Nothing to change was given").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--username, JANE,             1, --username: another user of",
    "--email,    jane@MAIL.example, 1, --email: another user of",
    "--email,    jane,             2, --email: it is not an e-mail address",
    "--username, ' ',              2, --username: it is blank",
    "--favorite, ' ',              2, --favorite: it is blank"
  })
  void updateThatIsRefused_namesTheOption(
      String option, String value, int exitCode, String message) {
    add("jane", UserStatus.ACTIVE, null, null);
    add("john", UserStatus.ACTIVE, null, null);
    var run = run("user update", domain, "john", option, value);

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err()).startsWith("latchkey: " + message).hasLineCount(1);
  }

  @Test
  void newPassword_endsAnInvitation() {
    add("jane", UserStatus.INVITED, null, Duration.ofHours(-1));

    assertThat(setPassword("battery staple horse\n", "jane").out())
        .isEqualToNormalizingNewlines("User jane of " + domain + " is active\n");
    var row = user("jane");
    assertThat(BcryptUtil.matches("battery staple horse", row.getString("password_hash"))).isTrue();
    assertThat(row.getString("status")).isEqualTo("active");
    assertThat(row.getBoolean("change_password")).isFalse();
    assertThat(row.getValue("invite_expires_at")).isNull();
  }

  @Test
  void newPassword_mayBeTemporaryOrAnotherInvitation() {
    add("jane", UserStatus.ACTIVE, null, null);

    assertThat(setPassword("battery staple horse", "jane", "--temporary").out())
        .contains("is active, must change the password");
    assertThat(user("jane").getBoolean("change_password")).isTrue();

    assertThat(setPassword("battery staple horse", "jane", "--invited", "72h").out())
        .contains("is invited until 2026-02-03T12:00:00Z");
    assertThat(user("jane").getBoolean("change_password")).isFalse();

    setPassword("battery staple horse", "jane");
    assertThat(user("jane").getString("status")).isEqualTo("active");
  }

  @Test
  void newPasswordOfADisabledUser_enablesNobody() {
    add("jane", UserStatus.DISABLED, null, Duration.ofHours(1));

    assertThat(setPassword("battery staple horse", "jane").out()).contains("is disabled");
    assertThat(user("jane").getString("status")).isEqualTo("disabled");
    assertThat(enable("jane").out()).contains("is active");
  }

  @ParameterizedTest
  @CsvSource({
    "short-one-here,         fewer than 15 characters",
    "Jane.Roe@mail.example,  a name of its user",
    "jane.roe.2026.2026,     a common one or a simple pattern",
    "qwertyuiopasdfgh,       a common one or a simple pattern"
  })
  void passwordThatMayNotBe_changesNothing(String password, String why) {
    add("jane.roe", UserStatus.ACTIVE, null, null);
    var run = setPassword(password, "jane.roe");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(why).doesNotContain(password).hasLineCount(1);
    assertThat(user("jane.roe").getString("password_hash")).isNull();
  }

  @Test
  void requiredFactor_allowsAShorterPassword() {
    add("jane", UserStatus.ACTIVE, null, null);
    assertThat(setPassword("kX9#mP2q", "jane").err()).contains("fewer than 15 characters");

    run("user update", domain, "jane", "--mfa-required");
    assertThat(setPassword("kX9#mP2q", "jane").exitCode()).isZero();
    assertThat(BcryptUtil.matches("kX9#mP2q", user("jane").getString("password_hash"))).isTrue();
  }

  @Test
  void passwordForNobody_isNotAskedFor() {
    var unread = new ConsoleInput(stdin(""), QuarkusCommands::neverAsked);
    var run = run(this::inThisQuarkus, unread, "user set-password", domain, "nobody");

    assertFails(run, "USER: nobody in " + domain + " has this username, e-mail address or id.");
  }

  @Test
  void disabledUser_isEnabledAgain() {
    userAdd("correct horse battery", "john", "john@example.com");

    for (int i = 0; i < 2; i++) {
      assertThat(disable("john").out())
          .isEqualToNormalizingNewlines("User john of " + domain + " is disabled\n");
      assertThat(user("john").getString("status")).isEqualTo("disabled");
    }
    for (int i = 0; i < 2; i++) {
      assertThat(enable("john").out())
          .isEqualToNormalizingNewlines("User john of " + domain + " is active\n");
      assertThat(user("john").getString("status")).isEqualTo("active");
    }
  }

  @Test
  void sessions_areEnded() {
    userAdd("correct horse battery staple", "john", "john@example.com");
    long before = user("john").getLong("session_epoch");

    assertThat(run("user end-sessions", domain, "JOHN@example.com").out())
        .isEqualToNormalizingNewlines("Ended all sessions of user john of " + domain + "\n");
    assertThat(user("john").getLong("session_epoch")).isEqualTo(before + 1);
    assertFails(
        run("user end-sessions", domain, "jane"),
        "USER: nobody in " + domain + " has this username, e-mail address or id.");
  }

  @Test
  void disabledInvitation_isOneAgain() {
    add("soon", UserStatus.INVITED, null, Duration.ofHours(1));
    add("late", UserStatus.INVITED, null, Duration.ofHours(-1));
    disable("soon");
    disable("late");

    assertThat(enable("soon").out())
        .contains("is invited until 2026-01-31T13:00:00Z, without a password");
    assertThat(enable("late").out())
        .contains("is invited, expired 2026-01-31T11:00:00Z, without a password");
  }

  @Test
  void deletedUser_isGoneAndTheNamesAreFree() {
    add("jane", UserStatus.ACTIVE, null, null);
    var id = user("jane").getUUID("id");

    assertThat(run("user delete", domain, "JANE").out())
        .isEqualToNormalizingNewlines("Deleted user jane of " + domain + ", id " + id + "\n");
    assertThat(userCount()).isZero();
    add("jane", UserStatus.ACTIVE, null, null);
    assertFails(
        run("user delete", domain, "john"),
        "USER: nobody in " + domain + " has this username, e-mail address or id.");
  }

  private void add(String username, UserStatus status, String hash, Duration invitation) {
    users.add(
        new OrgDomain(domain),
        new NewUser(
            new Profile(username, username + "@mail.example", "Jane", "Roe"),
            hash,
            status,
            false,
            false,
            invitation == null ? null : NOW.plus(invitation),
            List.of("x y")));
  }

  private CommandRun show(String user, String... options) {
    return run("user show", with(options, domain, user));
  }

  private CommandRun show(LockRule lock, String user) {
    RegistryAccess registry =
        new RegistryAccess() {
          @Override
          public <T> T run(Task<T> task) {
            return inThisQuarkus(lock, task);
          }
        };
    return run(registry, input(""), "user show", domain, user);
  }

  private CommandRun unlock(String user) {
    return run("user unlock", domain, user);
  }

  private CommandRun list(String... options) {
    return run("user list", with(options, domain));
  }

  private CommandRun setPassword(String password, String user, String... options) {
    return runWithInput(
        password, "user set-password", with(options, domain, user, "--password-stdin"));
  }

  private CommandRun disable(String user) {
    return run("user disable", domain, user);
  }

  private CommandRun enable(String user) {
    return run("user enable", domain, user);
  }

  private static String[] with(String[] options, String... parameters) {
    return Stream.of(parameters, options).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private static void assertFails(CommandRun run, String line) {
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualToNormalizingNewlines("latchkey: " + line + "\n");
  }
}
