package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.console.ConsoleInput;
import dev.latchkey.cli.imports.ImportFile;
import dev.latchkey.cli.imports.ImportFormat;
import dev.latchkey.factor.SealedSecret;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UserImportCommandTest extends QuarkusCommands {

  private static final String SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

  private static final String HEADER = "username,email,firstName,lastName,passwordHash\n";
  private static final String HASH = "$2b$04$" + "x".repeat(53);

  @TempDir Path folder;

  /** Those that the documents point to. */
  @ParameterizedTest
  @ValueSource(strings = {"docs/samples/users.csv", "docs/samples/users.jsonl"})
  void sample_isImported(String sample) {
    var run = importFile(Path.of(sample));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualToNormalizingNewlines("Imported 3 users into " + domain + "\n");
    assertThat(user("jane.roe").getString("password_hash")).startsWith("$2b$10$");
    assertThat(user("jane.roe").getArrayOfStrings("favorites"))
        .containsExactly("dashboard", "reports");
    assertThat(user("john.doe").getString("last_name")).isEqualTo("Doe, Jr.");
    assertThat(user("new.hire").getString("status")).isEqualTo("invited");
  }

  @Test
  void samples_sayTheSame() throws Exception {
    assertThat(users("docs/samples/users.csv")).isEqualTo(users("docs/samples/users.jsonl"));
  }

  private static List<Object> users(String sample) throws Exception {
    var format = ImportFormat.of(sample).orElseThrow();
    try (var file = ImportFile.read(format, Files.newInputStream(Path.of(sample)))) {
      var users = new ArrayList<Object>();
      for (var user = file.next(); user != null; user = file.next()) {
        users.add(user.toNewUser());
      }
      return users;
    }
  }

  @Test
  void dryRun_checksAgainstTheDatabaseAndKeepsNothing() {
    userAdd("correct horse battery", "john", "john@example.com");

    assertThat(importCsv(row("jane"), "--dry-run").out())
        .isEqualToNormalizingNewlines(
            "Checked 1 users for " + domain + ": all can be imported, none was kept\n");
    assertBad(
        importCsv(row("John"), "--dry-run"),
        1,
        "row 2: username is the username or e-mail address of a user who is there already;"
            + " email is the username or e-mail address of a user who is there already");
    assertThat(userCount()).isEqualTo(1);
  }

  @Test
  void duplicates_areNamedWithTheirRows() {
    userAdd("correct horse battery", "john", "john@example.com");
    var run =
        importCsv(
            row("jane")
                + row("JANE")
                + "x,John@Example.com,X,X,\n"
                + "jane@EXAMPLE.com,y@example.com,Y,Y,\n"
                + "same@example.com,same@example.com,Z,Z,\n");

    assertBad(
        run,
        3,
        "row 3: username is the username or e-mail address of row 2 as well;"
            + " email is the username or e-mail address of row 2 as well",
        "row 4: email is the username or e-mail address of a user who is there already",
        "row 5: username is the username or e-mail address of row 2 as well");
    assertThat(run.err())
        .endsWith("Nothing was imported. Bad rows: 3 of 5." + System.lineSeparator());
  }

  @Test
  void everyBadRow_isNamed() {
    assertBad(
        importCsv(row("jane").replace("$2b$", "$2x$") + "\"open,x\n" + row("ok") + "a,b,c,d,\n"),
        3,
        "row 2: passwordHash is of the kind $2x$, made by a faulty bcrypt: such a password must be"
            + " reset",
        "row 3: is not CSV: a quote is open, or text stands beside a quoted cell",
        "row 5: email is not an e-mail address");
  }

  @Test
  void idsOfOtherSystems_areKept() {
    var id = "5f0c6d1e-6a0f-4a6e-9d3f-" + domain.substring(24);
    var header = "id,username,email,firstName\n";

    assertBad(
        importInput(
            header
                + id
                + ",jane,jane@example.com,Jane\n"
                + id.toUpperCase(Locale.ROOT)
                + ",john,john@example.com,John\n4711,mary,mary@example.com,Mary\n",
            "--format",
            "csv"),
        2,
        "row 3: id is the id of row 2 as well",
        "row 4: id is not a UUID such as 5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f11");
    assertThat(
            importInput(header + id + ",jane,jane@example.com,Jane\n", "--format", "csv")
                .exitCode())
        .isZero();
    assertThat(user("jane").getUUID("id")).hasToString(id);
    assertBad(
        importInput(header + id + ",john,john@example.com,John\n", "--format", "csv"),
        1,
        "row 2: id is the id of a user who is there already");
  }

  /**
   * More rows than are written at once: by the time that the bad one comes, others were written.
   */
  @Test
  void oneBadRow_keepsNothing() {
    var run = importCsv(manyRows(2_100) + "x,no-address,X,X,\n");

    assertBad(run, 1, "row 2102: email is not an e-mail address");
    assertThat(userCount()).isZero();
  }

  /** The names clash only when the last rows are written. */
  @Test
  void oneNameThatIsTaken_keepsNothing() {
    userAdd("correct horse battery", "john", "john@example.com");
    var run = importCsv(manyRows(2_100) + row("john"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(userCount()).isEqualTo(1);
  }

  @Test
  void fileFullOfBadRows_isSummedUp() {
    var run = importCsv("x\n".repeat(60));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .hasSize(52)
        .contains("latchkey: and 10 more rows are bad")
        .endsWith("latchkey: Nothing was imported. Bad rows: 60 of 60.");
  }

  @ParameterizedTest
  @CsvSource({
    "'',                    FILE: it is empty.",
    "'username\n',          FILE: row 1 has no column email.",
    "'username,email,firstName,lastName\n\n', FILE: it holds no user."
  })
  void fileWithoutUsers_fails(String content, String line) {
    var run = importInput(content, "--format", "csv");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualToNormalizingNewlines("latchkey: " + line + "\n");
  }

  @Test
  void emptyJsonLines_fail() {
    var run = importInput("\n", "--format", "JSONL");

    assertThat(run.err()).isEqualToNormalizingNewlines("latchkey: FILE: it holds no user.\n");
  }

  @Test
  void formatThatNothingTells_isBadUsage() {
    assertThat(importInput("").exitCode()).isEqualTo(2);
    assertThat(importInput("").err()).contains("use --format csv or jsonl").hasLineCount(1);
    assertThat(importInput("", "--format", "xml").err()).contains("not csv or jsonl");
  }

  @ParameterizedTest
  @CsvSource({"missing.csv, FILE: there is no such file.", ".,           FILE cannot be read"})
  void fileThatCannotBeRead_fails(String file, String line) {
    var run = run("user import", domain, folder.resolve(file).toString(), "--format", "csv");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("latchkey: " + line).hasLineCount(1);
  }

  @Test
  void organizationThatIsNone_fails() {
    domain = "no-" + domain;

    assertThat(importCsv(row("jane")).err())
        .isEqualToNormalizingNewlines("latchkey: ORG: there is no organisation " + domain + ".\n");
  }

  @Test
  void progress_isForTerminals() {
    var file = HEADER + manyRows(1_200);

    assertThat(importCsv(manyRows(1_200), "--dry-run").err()).isEmpty();
    var terminal = new ConsoleInput(stdin(file), () -> prompt -> null);
    assertThat(
            run(this::inThisQuarkus, terminal, "user import", domain, "-", "--format", "csv").err())
        .startsWith("\r500 rows\r1,000 rows\r")
        .doesNotContain("\n");
    assertThat(userCount()).isEqualTo(1_200);
  }

  /** A user keeps the authenticator app: the next code that it shows is accepted. */
  @Test
  void totpSecret_isKeptSealedForItsUser() {
    var before = Instant.now();
    var run =
        importInput(
            "username,email,firstName,lastName,totpSecret\n"
                + "jane,jane@example.com,Jane,Roe,"
                + SECRET.toLowerCase(Locale.ROOT)
                + "\njohn,john@example.com,John,Doe,\n"
                + "mary,mary@example.com,Mary,Major,"
                + SECRET
                + "\n",
            "--format",
            "csv");

    assertThat(run.err()).isEmpty();
    for (var username : List.of("jane", "mary")) {
      var id = user(username).getUUID("id");
      var factor = one("SELECT * FROM second_factors WHERE user_id = $1", id);
      var sealed =
          new SealedSecret(factor.getString("key_id"), factor.getBuffer("secret").getBytes());
      assertThat(factorKeys.get().orElseThrow().open(id, sealed).base32()).isEqualTo(SECRET);
      assertThat(factor.getLong("last_step")).isZero();
      assertThat(factor.getOffsetDateTime("confirmed_at").toInstant())
          .isBetween(before.minusSeconds(60), Instant.now().plusSeconds(60));
      assertThat(user(username).getBoolean("mfa_configured")).isFalse();
    }
    assertThat(
            one(
                    "SELECT count(*) FROM second_factors WHERE user_id = $1",
                    user("john").getUUID("id"))
                .getLong(0))
        .isZero();
  }

  @Test
  void dryRunWithASecret_keepsNothing() {
    var before = one("SELECT count(*) FROM second_factors").getLong(0);

    assertThat(importCsvWithFactor("false", SECRET, "--dry-run").exitCode()).isZero();

    assertThat(one("SELECT count(*) FROM second_factors").getLong(0)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"true, ''", "false, " + SECRET})
  void factorWithoutFactorKeys_isRefusedInOneLine(String mfaRequired, String secret) {
    factorKeys = Optional::empty;

    var run = importCsvWithFactor(mfaRequired, secret);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "latchkey: FILE: row 3 has mfaRequired or totpSecret, but there is no factor key: set"
                + " LATCHKEY_FACTOR_KEYS to the folder of the keys, as for the service.\n");
    assertThat(userCount()).isZero();
  }

  @Test
  void fileWithoutFactors_needsNoFactorKeys() {
    factorKeys =
        () -> {
          throw new AssertionError("read");
        };

    assertThat(importCsvWithFactor("false", "").exitCode()).isZero();
  }

  @Test
  void secretThatIsNone_isABadRow() {
    var run = importCsvWithFactor("true", "01890189");

    assertBad(
        run, 1, "row 3: totpSecret must be whole Base32: the letters A to Z and the digits 2 to 7");
    assertThat(run.err()).doesNotContain("0189");
  }

  private CommandRun importCsvWithFactor(String mfaRequired, String secret, String... options) {
    var all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--format", "csv"));
    return importInput(
        "username,email,firstName,lastName,mfaRequired,totpSecret\n"
            + "john,john@example.com,John,Doe,,\n"
            + "jane,jane@example.com,Jane,Roe,%s,%s\n".formatted(mfaRequired, secret),
        all.toArray(String[]::new));
  }

  private static String manyRows(int count) {
    var rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append(row("user" + i));
    }
    return rows.toString();
  }

  private static String row(String username) {
    return username + "," + username + "@example.com,First,Last," + HASH + "\n";
  }

  private void assertBad(CommandRun run, int count, String... lines) {
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().map(line -> line.replace("latchkey: ", "")))
        .startsWith(lines)
        .hasSize(count + 1);
    assertThat(run.err()).doesNotContain(HASH, "example.com");
  }

  private CommandRun importCsv(String rows, String... options) {
    var all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--format", "csv"));
    return importInput(HEADER + rows, all.toArray(String[]::new));
  }

  private CommandRun importInput(String content, String... options) {
    var arguments = new ArrayList<>(List.of(domain, "-"));
    arguments.addAll(List.of(options));
    return runWithInput(content, "user import", arguments.toArray(String[]::new));
  }

  private CommandRun importFile(Path file) {
    return run("user import", domain, file.toString());
  }
}
