package dev.latchkey.registry;

import static dev.latchkey.TestRoles.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDatabase;
import dev.latchkey.TestRoles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody can do with the service's role of the database: each attempt is made for real, by
 * SQL as an attacker would write it.
 */
class TakenOverServiceTest {

  private static final String ALLOWED = "00000";
  private static final String FORBIDDEN = "42501";
  private static final String CODE = "4KQ29WXT4KQ29WXT4KQ29WXT4K";
  private static final String MINE = "$2b$04$" + "x".repeat(53);
  private static final String USE_CODE =
      "SELECT use_one_time_code(id, '%s', '" + MINE + "') FROM public.users";

  private TestDatabase database;
  private TestRoles roles;
  private String service;
  private String operator;

  @BeforeEach
  void migrate() {
    database = TestDatabase.create();
    roles = new TestRoles(database);
    service = roles.create("service");
    operator = roles.create("operator");
    TestSchema.of(
            database, TestDatabase.USERNAME, true, Optional.of(service), Optional.of(operator))
        .migrate();
    database.execute(
        """
        INSERT INTO organizations (id, domain, name) VALUES (gen_random_uuid(), 'acme', 'Acme');
        INSERT INTO users (id, organization_id, username, email, first_name, last_name, status, password_hash)
        SELECT gen_random_uuid(), id, 'john', 'john@example.com', 'J', 'D', 'active', 'old' FROM organizations;
        INSERT INTO one_time_codes SELECT id, 'reset', sha256('%s'), now() + '1 hour' FROM users
        """
            .formatted(CODE));
  }

  @AfterEach
  void drop() {
    roles.close();
    database.close();
  }

  /** Every statement of enrolling, of a second factor's use, and of its end. */
  @Test
  void statementsOfTheSteps_areAllowed() {
    for (var sql :
        List.of(
            "SELECT session_epoch FROM users FOR NO KEY UPDATE",
            """
            INSERT INTO factor_enrolments (user_id, key_id, secret) SELECT id, 'k', 's' FROM users
            ON CONFLICT (user_id) DO UPDATE SET key_id = excluded.key_id, secret = excluded.secret, made_at = now()
            """,
            "DELETE FROM factor_enrolments WHERE user_id = gen_random_uuid() RETURNING key_id, secret",
            """
            INSERT INTO second_factors (user_id, key_id, secret, last_step, confirmed_at)
            SELECT id, 'k', 's', 1, now() FROM users
            ON CONFLICT (user_id) DO UPDATE SET key_id = excluded.key_id, secret = excluded.secret,
                last_step = excluded.last_step, confirmed_at = excluded.confirmed_at
            """,
            "UPDATE second_factors SET last_step = 2, key_id = 'k', secret = 's'"
                + " WHERE user_id = gen_random_uuid() AND last_step < 2",
            "DELETE FROM second_factors WHERE user_id = gen_random_uuid()",
            "INSERT INTO recovery_codes SELECT user_id, sha256('x') FROM second_factors",
            "DELETE FROM recovery_codes WHERE hash = sha256('x') RETURNING user_id",
            "SELECT hash, expires_at FROM one_time_codes",
            replace("0", "old"),
            USE_CODE.formatted(CODE))) {
      assertThat(roles.attempt(service, sql)).as(sql).isEqualTo(ALLOWED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO one_time_codes SELECT id, 'invitation', sha256('x'), now() FROM users",
        "UPDATE one_time_codes SET hash = sha256('x')",
        "UPDATE one_time_codes SET expires_at = 'infinity'",
        "DELETE FROM one_time_codes",
        "SELECT FROM one_time_codes FOR UPDATE",
        "UPDATE users SET password_hash = 'mine'",
        "UPDATE users SET password_changed_at = now()",
        "UPDATE users SET status = 'active'",
        "UPDATE users SET change_password = false",
        "UPDATE users SET mfa_required = false",
        "UPDATE users SET mfa_configured = false",
        "UPDATE users SET session_epoch = 0, invite_expires_at = 'infinity'",
        "UPDATE second_factors SET user_id = gen_random_uuid()",
        "UPDATE factor_enrolments SET user_id = gen_random_uuid()",
        "UPDATE recovery_codes SET hash = sha256('x')",
        "TRUNCATE second_factors, recovery_codes",
        "DROP FUNCTION use_one_time_code",
        "ALTER FUNCTION use_one_time_code RESET search_path",
        "CREATE OR REPLACE FUNCTION public.use_one_time_code(of_user uuid, code text, new_hash text)"
            + " RETURNS bigint LANGUAGE sql RETURN 1",
        "CREATE FUNCTION public.use_one_time_code(of_user uuid, code varchar, new_hash text)"
            + " RETURNS bigint LANGUAGE sql RETURN 1",
        "CREATE SCHEMA mine"
      })
  void statementBeyondThem_isForbidden(String sql) {
    assertThat(roles.attempt(service, sql)).as(sql).isEqualTo(FORBIDDEN);
  }

  @Test
  void functions_areForTheServiceAlone() {
    var other = roles.create("other");
    database.execute("GRANT USAGE ON SCHEMA public TO PUBLIC");
    database.execute("GRANT SELECT ON users TO PUBLIC");
    as(service, "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO PUBLIC");

    for (var role : List.of(operator, other)) {
      assertThat(roles.attempt(role, replace("0", "old"))).isEqualTo(FORBIDDEN);
      assertThat(roles.attempt(role, USE_CODE.formatted(CODE))).isEqualTo(FORBIDDEN);
    }
  }

  /** The service can read the column, and still needs the code itself. */
  @Test
  void hashOfACode_isNoCode() {
    var hash = database.query("SELECT encode(hash, 'hex') FROM one_time_codes");

    for (var text : List.of(hash, "\\x" + hash, "", CODE.toLowerCase(Locale.ROOT))) {
      assertThat(as(service, USE_CODE.formatted(text))).as(text).isNull();
    }
    assertThat(passwordHash()).isEqualTo("old");
    assertThat(as(service, USE_CODE.formatted(CODE))).isEqualTo("1");
    assertThat(passwordHash()).isEqualTo(MINE);
  }

  /** A user whose hash is none could never log in again, and nobody would know why. */
  @Test
  void textThatIsNoHash_isNotStored() {
    for (var text : List.of("mine", MINE + "x", MINE.replace("$04$", "$03$"), "")) {
      assertThat(as(service, replace("0", "old").replace(MINE, text))).as(text).isNull();
      assertThat(as(service, USE_CODE.formatted(CODE).replace(MINE, text))).as(text).isNull();
    }
    assertThat(passwordHash()).isEqualTo("old");
    assertThat(as(service, replace("0", "old"))).isEqualTo("1");
  }

  @Test
  void otherHashThanTheOld_replacesNothing() {
    assertThat(as(service, replace("0", "wrong"))).isNull();
    assertThat(as(service, replace("7", "old"))).isNull();

    assertThat(passwordHash()).isEqualTo("old");
  }

  /**
   * PostgreSQL looks for tables in the caller's temporary schema first, unless it is told not to.
   */
  @Test
  void temporaryTableUnderOurName_isNotFound() {
    var attack =
        new String[] {
          "CREATE TEMP TABLE one_time_codes (user_id uuid, purpose text, hash bytea, expires_at timestamptz)",
          "GRANT ALL ON pg_temp.one_time_codes TO PUBLIC",
          "INSERT INTO pg_temp.one_time_codes"
              + " SELECT id, 'reset', sha256('mine'), now() + '1 hour' FROM public.users",
          "SET search_path = pg_temp, public",
          USE_CODE.formatted("mine")
        };

    assertThat(as(service, attack)).isNull();
    assertThat(passwordHash()).isEqualTo("old");

    database.execute("ALTER FUNCTION use_one_time_code RESET search_path");
    assertThat(as(service, attack)).as("what the function's own path prevents").isEqualTo("1");
    assertThat(passwordHash()).isEqualTo(MINE);
  }

  /** In a schema that somebody gave to the role by mistake. */
  @Test
  void operatorOfOurOwnName_isNotUsed() {
    database.execute("CREATE SCHEMA evil AUTHORIZATION " + quoted(service));
    as(
        service,
        "GRANT USAGE ON SCHEMA evil TO PUBLIC",
        "CREATE FUNCTION evil.same(text, text) RETURNS boolean LANGUAGE sql RETURN true",
        "CREATE OPERATOR evil.= (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.same)");
    var attack = new String[] {"SET search_path = evil, pg_catalog, public", replace("0", "wrong")};

    assertThat(as(service, attack)).isNull();
    assertThat(passwordHash()).isEqualTo("old");

    database.execute("ALTER FUNCTION replace_password RESET search_path");
    assertThat(as(service, attack)).as("what the function's own path prevents").isEqualTo("1");
    assertThat(passwordHash()).isEqualTo(MINE);
  }

  private static String replace(String epoch, String oldHash) {
    return "SELECT replace_password(id, %s, '%s', '%s') FROM public.users"
        .formatted(epoch, oldHash, MINE);
  }

  private String passwordHash() {
    return database.query("SELECT password_hash FROM users");
  }

  /** What the last statement returns, if it is a query; all of them are kept. */
  private @Nullable String as(String role, String... statements) {
    try (var connection = roles.connect(role)) {
      String result = null;
      for (var sql : statements) {
        result = result(connection, sql);
      }
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable String result(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return null;
      }
      var rows = statement.getResultSet();
      rows.next();
      return rows.getString(1);
    }
  }
}
