package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.TestDatabase;
import dev.latchkey.TestDirectory;
import dev.latchkey.directory.DatabaseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {

  private TestDatabase database;

  @BeforeEach
  void createDatabase() {
    database = TestDatabase.create();
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Test
  void emptyDatabase_isMigratedOnce() {
    assertThat(schema(true).migrate()).isPositive();
    assertThat(schema(true).migrate()).isZero();
  }

  @Test
  void emptyDatabaseThatOthersMigrate_isRefused() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> schema(false).migrateOrRequireCurrent(DatabaseRole.SERVICE))
        .withMessageContaining("LATCHKEY_MIGRATE_AT_START=true");
    assertThat(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        .isEqualTo("0");

    schema(true).migrateOrRequireCurrent(DatabaseRole.SERVICE);
    assertThatCode(() -> schema(false).migrateOrRequireCurrent(DatabaseRole.SERVICE))
        .doesNotThrowAnyException();
  }

  @Test
  void schemaOfANewerService_isAccepted() {
    schema(true).migrateOrRequireCurrent(DatabaseRole.SERVICE);
    database.execute(
        "INSERT INTO flyway_schema_history VALUES"
            + " (1000, '1000', 'newer', 'SQL', 'V1000__newer.sql', 1, 'x', now(), 1, true)");

    assertThatCode(() -> schema(true).migrateOrRequireCurrent(DatabaseRole.SERVICE))
        .doesNotThrowAnyException();
    assertThatCode(() -> schema(false).migrateOrRequireCurrent(DatabaseRole.SERVICE))
        .doesNotThrowAnyException();
  }

  @Test
  void migrationThatWasChanged_isRefusedInOneLine() {
    schema(true).migrateOrRequireCurrent(DatabaseRole.SERVICE);
    database.execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");

    assertRefused(schema(true), "is not what this service's migrations made");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE other (id int)",
        "CREATE TABLE users (id int)",
        "CREATE FUNCTION other() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TYPE other AS ENUM ('a')",
        "CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version text,"
            + " description text, type text, script text, checksum int, installed_by text,"
            + " installed_on timestamp, execution_time int, success bool);"
            + "INSERT INTO flyway_schema_history VALUES"
            + " (1, '4', 'else', 'SQL', 'V4__else.sql', 1, 'x', now(), 1, true)"
      })
  void schemaOfAnother_isRefusedWithWhatToDo(String sql) {
    database.execute(sql);
    database.execute("ALTER SCHEMA public OWNER TO " + TestDatabase.USERNAME);
    database.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + TestDatabase.USERNAME);

    assertThat(Schema.isCurrent(commandsDatabase(), DatabaseRole.OPERATOR)).isFalse();
    assertRefused(schema(true), "give Latchkey a database of its own, or a schema of its own");
    assertThat(database.query("SELECT to_regclass('login_names') IS NULL")).isEqualTo("t");
  }

  /** Somebody followed the advice that Flyway gives. */
  @Test
  void historyThatBeginsLater_isNoSuccess() {
    schema(true).migrate();
    database.execute("DELETE FROM flyway_schema_history WHERE version < '4'");
    database.execute("UPDATE flyway_schema_history SET type = 'BASELINE', checksum = NULL");
    database.execute("DROP TABLE one_time_codes, second_factors, recovery_codes CASCADE");

    assertThat(Schema.isCurrent(commandsDatabase(), DatabaseRole.OPERATOR)).isFalse();
    assertRefused(schema(true), "but one_time_codes is missing");
    assertRefused(schema(false), "but one_time_codes is missing");
  }

  @Test
  void columnOrFunctionThatIsMissing_isNoSuccess() {
    schema(true).migrate();
    database.execute("ALTER TABLE second_factors DROP COLUMN last_step CASCADE");
    assertRefused(schema(false), "but second_factors.last_step is missing");

    database.execute("DROP FUNCTION replace_password");
    assertRefused(schema(false), "but replace_password(uuid, bigint, text, text) is missing");
  }

  @Test
  void schemaOfItsOwn_isAllThatIsNeeded() {
    database.execute("CREATE TABLE other (id int)");
    database.execute("CREATE SCHEMA own AUTHORIZATION " + TestDatabase.USERNAME);
    var own = schema(database.url() + "?currentSchema=own", TestDatabase.PASSWORD);

    assertThat(own.migrate()).isPositive();
    own.migrateOrRequireCurrent(DatabaseRole.SERVICE);
    assertThat(database.query("SELECT to_regclass('own.login_names') IS NOT NULL")).isEqualTo("t");
    assertRefused(
        schema(database.url() + "?currentSchema=nowhere", TestDatabase.PASSWORD),
        "names does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
  void otherEncoding_isRefusedBeforeAnythingIsMade(String encoding) {
    try (var other =
        TestDatabase.create("ENCODING '%s' LOCALE 'C' TEMPLATE template0".formatted(encoding))) {
      assertRefused(
          schema(other.url(), TestDatabase.PASSWORD), "The database has the encoding " + encoding);
      assertThat(other.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
          .isEqualTo("0");
      var commands =
          Database.at("jdbc:" + other.url(), TestDatabase.USERNAME, TestDatabase.PASSWORD);
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> Schema.isCurrent(commands, DatabaseRole.OPERATOR))
          .withMessageContaining("ENCODING 'UTF8'");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "standard_conforming_strings,   off,             standard_conforming_strings is off",
    "default_transaction_isolation, serializable,    default_transaction_isolation is serializable",
    "default_transaction_isolation, repeatable read, set it to read committed",
    "default_transaction_read_only, on,              The database takes no writes"
  })
  void settingThatStatementsRestOn_isAskedFor(String setting, String value, String line) {
    schema(true).migrate();
    database.set(setting, value);

    assertRefused(schema(true), line);
    assertRefused(schema(false), line);
  }

  /** Whoever only looks at a standby may. */
  @Test
  void readOnlyDatabase_canBeReadByCommands() {
    schema(true).migrate();
    database.set("default_transaction_read_only", "on");

    assertThat(Schema.isCurrent(commandsDatabase(), DatabaseRole.OPERATOR)).isTrue();
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () ->
                commandsDatabase().transact(c -> c.createStatement().execute("DELETE FROM users")))
        .withMessageStartingWith("The database takes no writes");
  }

  @Test
  void migrationThatFails_isRefusedInOneLine() {
    schema(true).migrateOrRequireCurrent(DatabaseRole.SERVICE);
    database.execute("DELETE FROM flyway_schema_history");

    assertRefused(schema(true), "SQLSTATE 42P07");
  }

  @Test
  void wrongPassword_isRefusedInOneLine() {
    assertRefused(
        schema(database.url(), "wrong-s3cret"),
        "LATCHKEY_DATABASE_USERNAME and LATCHKEY_DATABASE_PASSWORD");
  }

  @Test
  void noPassword_isRefusedInOneLine() {
    assertRefused(schema(database.url(), null), "LATCHKEY_DATABASE_PASSWORD");
  }

  @Test
  void unknownDatabase_isRefusedInOneLine() {
    assertRefused(
        schema(database.url() + "x", TestDatabase.PASSWORD),
        "check the name in LATCHKEY_DATABASE_URL");
  }

  @Test
  void databaseThatDoesNotAnswer_isRefusedInOneLine() {
    assertRefused(
        schema("postgresql://localhost:1/latchkey", TestDatabase.PASSWORD),
        "at localhost:1: check");
  }

  @Test
  void userWithoutTheRight_isRefusedInOneLine() {
    database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
    database.execute("ALTER SCHEMA public OWNER TO postgres");

    assertRefused(schema(true), "may not change the schema");
  }

  /** A command asks this instead of Flyway. */
  @Test
  void schema_isCurrentOnceItIsMigrated() {
    assertThat(Schema.isCurrent(commandsDatabase(), DatabaseRole.OPERATOR)).isFalse();

    schema(true).migrateOrRequireCurrent(DatabaseRole.SERVICE);
    assertThat(Schema.isCurrent(commandsDatabase(), DatabaseRole.OPERATOR)).isTrue();

    database.execute(
        "UPDATE flyway_schema_history SET version = '0' WHERE version = '" + Schema.NEWEST + "'");
    assertThat(Schema.isCurrent(commandsDatabase(), DatabaseRole.OPERATOR)).isFalse();
  }

  @Test
  void newestMigration_isTheOneThatCommandsLookFor() throws Exception {
    try (var migrations = Files.list(Path.of("src/main/resources/db/migration"))) {
      var versions =
          migrations
              .map(file -> file.getFileName().toString())
              .map(name -> name.substring(1, name.indexOf("__")));
      assertThat(versions.max(Comparator.comparingInt(Integer::parseInt)))
          .as("change Schema.NEWEST with a new migration")
          .contains(Schema.NEWEST);
    }
  }

  @Test
  void usersOfTheFirstVersion_areKept() {
    migrateTo("1");
    addUser();

    assertThat(schema(true).migrate()).isPositive();

    assertThat(database.query("SELECT username FROM users")).isEqualTo("jane");
    assertThat(
            database.query(
                "SELECT u.session_epoch + o.session_epoch FROM users u, organizations o"))
        .isEqualTo("0");
  }

  /** All later writers would wait behind it. */
  @Test
  void migrationBesideALongTransaction_isRefusedInOneLineAndWorksLater() throws Exception {
    migrateTo("1");
    addUser();
    try (var writer = database.connect();
        var statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("UPDATE users SET first_name = 'J'");

      long began = System.nanoTime();
      assertRefused(schema(true), "run the command migrate again when it has ended");
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
      writer.commit();
    }

    assertThat(schema(true).migrate()).isPositive();
  }

  /** A migration that changes a table waits for its lock, and everybody else behind it. */
  @Test
  void migrations_waitForNoLockForLong() throws Exception {
    try (var migrations = Files.list(Path.of("src/main/resources/db/migration"))) {
      assertThat(migrations.filter(file -> !file.getFileName().toString().startsWith("V1__")))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(file)
                      .content()
                      .containsPattern("SET LOCAL lock_timeout = '(1s|500ms)';"));
    }
  }

  @Test
  void keyOfTheHmacs_isMadeOnceAndDiffers() {
    schema(true).migrate();
    var key = database.query("SELECT key FROM attempt_key");

    assertThat(database.query("SELECT length(key) FROM attempt_key")).isEqualTo("32");
    assertThatThrownBy(
            () -> database.execute("INSERT INTO attempt_key (key) SELECT key FROM attempt_key"))
        .hasMessageContaining("attempt_key_pkey");
    assertThatThrownBy(
            () -> database.execute("INSERT INTO attempt_key SELECT false, key FROM attempt_key"))
        .hasMessageContaining("attempt_key_one_check");
    try (var other = TestDatabase.create()) {
      schema(other.url(), TestDatabase.PASSWORD).migrate();
      assertThat(other.query("SELECT key FROM attempt_key")).isNotEqualTo(key);
    }
  }

  private void migrateTo(String version) {
    Flyway.configure()
        .dataSource("jdbc:" + database.url(), TestDatabase.USERNAME, TestDatabase.PASSWORD)
        .target(version)
        .load()
        .migrate();
  }

  private void addUser() {
    new TestDirectory("jdbc:" + database.url(), TestDatabase.USERNAME, TestDatabase.PASSWORD)
        .org("acme")
        .user("jane")
        .save();
  }

  private Database commandsDatabase() {
    return Database.at("jdbc:" + database.url(), TestDatabase.USERNAME, TestDatabase.PASSWORD);
  }

  @Test
  void servicesStartedAtOnce_migrateOnce() throws Exception {
    int services = 4;
    var barrier = new CyclicBarrier(services);
    var threads = Executors.newFixedThreadPool(services);
    try {
      Callable<Integer> start =
          () -> {
            var schema = schema(true);
            barrier.await();
            return schema.migrate();
          };
      var starts = threads.invokeAll(IntStream.range(0, services).mapToObj(i -> start).toList());

      int applied = 0;
      for (var migrations : starts) {
        applied += migrations.get();
      }
      assertThat(applied)
          .isEqualTo(
              Integer.parseInt(
                  database.query("SELECT count(*) FROM flyway_schema_history WHERE success")));
    } finally {
      threads.shutdownNow();
    }
  }

  private Schema schema(boolean migrateAtStart) {
    return schema(database.url(), TestDatabase.PASSWORD, migrateAtStart);
  }

  private static Schema schema(String url, String password) {
    return schema(url, password, true);
  }

  private static Schema schema(String url, String password, boolean migrateAtStart) {
    return TestSchema.of(
        TestSchema.config(url, Optional.empty(), Optional.empty()),
        TestDatabase.USERNAME,
        password,
        migrateAtStart);
  }

  private static void assertRefused(Schema schema, String why) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> schema.migrateOrRequireCurrent(DatabaseRole.SERVICE))
        .withMessageContaining(why)
        .withMessageNotContainingAny("s3cret", TestDatabase.PASSWORD, "\n")
        .withNoCause();
  }
}
