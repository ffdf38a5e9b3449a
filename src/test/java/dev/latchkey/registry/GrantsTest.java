package dev.latchkey.registry;

import static dev.latchkey.TestRoles.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.TestDatabase;
import dev.latchkey.TestRoles;
import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.UserStatus;
import dev.latchkey.factor.SealedSecret;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the roles may do after {@code migrate}, on a PostgreSQL with real roles. */
class GrantsTest {

  private static final String ALLOWED = "00000";
  private static final String FORBIDDEN = "42501";

  /**
   * Every right that the roles have in the schema, directly or through PUBLIC, as PostgreSQL keeps
   * it.
   */
  private static final String RIGHTS =
      """
      SELECT string_agg(t, chr(10) ORDER BY t COLLATE "C") FROM (
          SELECT coalesce(r.rolname, 'PUBLIC') || ' ' || string_agg(privilege_type
                  || CASE WHEN is_grantable THEN '*' ELSE '' END, ',' ORDER BY privilege_type) || ' ' || object AS t
          FROM (SELECT c.relname AS object, a.* FROM pg_class c, aclexplode(c.relacl) a
                WHERE relnamespace = 'public'::regnamespace
              UNION ALL
                SELECT c.relname || '.' || t.attname, a.* FROM pg_class c
                JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
                WHERE relnamespace = 'public'::regnamespace
              UNION ALL
                SELECT p.oid::regprocedure::text, a.* FROM pg_proc p, aclexplode(coalesce(proacl, acldefault('f', proowner))) a
                WHERE pronamespace = 'public'::regnamespace
              UNION ALL
                SELECT 'schema', a.* FROM pg_namespace, aclexplode(nspacl) a WHERE nspname = 'public'
              UNION ALL
                SELECT 'default ' || defaclobjtype::text, a.* FROM pg_default_acl, aclexplode(defaclacl) a) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
          WHERE x.grantee = 0 OR r.rolname IN ('%s', '%s')
          GROUP BY r.rolname, object) y
      """;

  private TestDatabase database;
  private TestRoles roles;
  private String service;
  private String operator;

  @BeforeEach
  void createRoles() {
    database = TestDatabase.create();
    roles = new TestRoles(database);
    service = roles.create("the \"service\"; --");
    operator = roles.create("Operator's");
    // As docs/operations.md does; PostgreSQL lets everybody use the schema.
    database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
  }

  @AfterEach
  void dropRoles() {
    roles.close();
    database.close();
  }

  private String exactly() {
    return Stream.of(
            operator + " DELETE,INSERT,SELECT,UPDATE login_names",
            operator + " DELETE,SELECT account_failures",
            operator + " DELETE,INSERT,SELECT,UPDATE users",
            operator + " INSERT,SELECT,UPDATE organizations",
            operator + " SELECT flyway_schema_history",
            operator + " SELECT known_networks",
            operator + " DELETE,INSERT,SELECT,UPDATE one_time_codes",
            operator + " DELETE,INSERT,SELECT second_factors",
            operator + " DELETE,SELECT factor_enrolments",
            operator + " SELECT recovery_codes",
            operator + " UPDATE known_networks.failures",
            operator + " USAGE schema",
            service + " DELETE,INSERT,SELECT ended_sessions",
            service + " DELETE,INSERT,SELECT factor_enrolments",
            service + " DELETE,INSERT,SELECT recovery_codes",
            service + " DELETE,INSERT,SELECT second_factors",
            service + " EXECUTE replace_password(uuid,bigint,text,text)",
            service + " EXECUTE use_one_time_code(uuid,text,text)",
            service + " SELECT one_time_codes",
            service + " UPDATE factor_enrolments.key_id",
            service + " UPDATE factor_enrolments.made_at",
            service + " UPDATE factor_enrolments.secret",
            service + " UPDATE second_factors.confirmed_at",
            service + " UPDATE second_factors.key_id",
            service + " UPDATE second_factors.last_step",
            service + " UPDATE second_factors.secret",
            service + " UPDATE second_factors.version",
            service + " DELETE,INSERT,SELECT,UPDATE account_failures",
            service + " DELETE,INSERT,SELECT,UPDATE failures",
            service + " DELETE,INSERT,SELECT,UPDATE known_networks",
            service + " SELECT attempt_key",
            service + " SELECT flyway_schema_history",
            service + " SELECT login_names",
            service + " SELECT organizations",
            service + " SELECT users",
            service + " UPDATE users.session_epoch",
            service + " USAGE schema")
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private String rights() {
    var sql = RIGHTS.formatted(service, operator.replace("'", "''"));
    return database.query(sql);
  }

  @Test
  void emptyDatabase_givesEachRoleExactlyItsRights() {
    assertThat(schema().migrate()).isPositive();

    assertThat(rights()).isEqualTo(exactly());
  }

  @Test
  void nothingToMigrate_givesThemAsWell() {
    schema(Optional.empty(), Optional.empty()).migrate();
    assertThat(roles.attempt(service, "SELECT FROM users")).isNotEqualTo(ALLOWED);

    assertThat(schema().migrate()).isZero();
    assertThat(rights()).isEqualTo(exactly());

    assertThat(schema().migrate()).isZero();
    assertThat(rights()).isEqualTo(exactly());
  }

  @Test
  void rolesNotNamed_keepWhatTheyHave() {
    schema(Optional.empty(), Optional.empty()).migrate();
    database.execute("GRANT ALL ON users TO PUBLIC");

    schema(Optional.empty(), Optional.empty()).migrate();

    assertThat(roles.attempt(service, "SELECT 1")).isEqualTo(ALLOWED);
    assertThat(database.query("SELECT has_table_privilege('public', 'users', 'DELETE')"))
        .isEqualTo("t");
  }

  @Test
  void oneRoleNamed_leavesTheOtherAlone() {
    schema(Optional.of(service), Optional.empty()).migrate();

    assertThat(roles.attempt(service, "SELECT FROM users")).isEqualTo(ALLOWED);
    assertThat(roles.attempt(operator, "SELECT FROM users")).isNotEqualTo(ALLOWED);
  }

  /** What the manifests and documents of older versions gave, and worse. */
  @Test
  void rightsOfAnOlderCluster_areTakenBack() {
    asOwner(
        "CREATE SEQUENCE later_seq",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT ON TABLES TO PUBLIC",
        "ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO " + quoted(operator),
        "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO " + quoted(service),
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO "
            + quoted(operator),
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO %s, %s"
            .formatted(quoted(service), quoted(operator)),
        "DROP SEQUENCE later_seq");
    schema(Optional.empty(), Optional.empty()).migrate();
    asOwner(
        "CREATE SEQUENCE later_seq",
        "CREATE VIEW later_view AS SELECT * FROM users",
        "CREATE FUNCTION later(\"a b\" int, numeric(9, 2)[]) RETURNS int LANGUAGE sql RETURN 1",
        "CREATE PROCEDURE later() LANGUAGE sql AS ''",
        "CREATE AGGREGATE later_sum(bigint) (SFUNC = int8pl, STYPE = bigint)",
        "GRANT EXECUTE ON ALL ROUTINES IN SCHEMA public TO PUBLIC, " + quoted(operator),
        "GRANT EXECUTE ON FUNCTION replace_password TO %s WITH GRANT OPTION"
            .formatted(quoted(operator)),
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC, " + quoted(service),
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO %s WITH GRANT OPTION"
            .formatted(quoted(operator)),
        "GRANT ALL ON SEQUENCE later_seq TO PUBLIC, " + quoted(service),
        "GRANT UPDATE (password_hash), INSERT (id) ON users TO PUBLIC, " + quoted(service),
        "GRANT ALL ON SCHEMA public TO %s WITH GRANT OPTION".formatted(quoted(service)),
        "GRANT ALL ON SCHEMA public TO " + quoted(operator),
        "GRANT CREATE ON SCHEMA public TO PUBLIC");
    as(operator, "GRANT DELETE ON users TO " + quoted(service));
    assertThat(roles.attempt(service, "DELETE FROM users")).isEqualTo(ALLOWED);

    schema().migrate();

    assertThat(rights()).isEqualTo(exactly());
  }

  /** Where no roles are named, nobody but the owner may execute them. */
  @Test
  void functionsOfTheMigrations_areNotForPublic() {
    schema(Optional.empty(), Optional.empty()).migrate();

    assertThat(rights()).as("PUBLIC has none at all").isNull();
  }

  @Test
  void otherRoles_keepTheirRights() {
    schema().migrate();
    var backup = roles.create("backup");
    asOwner(
        "GRANT SELECT ON users TO " + quoted(backup),
        "GRANT EXECUTE ON FUNCTION use_one_time_code TO " + quoted(backup));

    schema().migrate();

    assertThat(mayExecute(backup, "use_one_time_code(uuid, text, text)")).isEqualTo("t");

    assertThat(
            database.query("SELECT has_table_privilege('%s', 'users', 'SELECT')".formatted(backup)))
        .isEqualTo("t");
  }

  /** A table of a later migration, and a role that may write some columns of it. */
  @Test
  void tableMadeLater_isGivenAsTheListSays() throws SQLException {
    asOwner("ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO " + quoted(service));
    schema(Optional.empty(), Optional.empty()).migrate();
    asOwner(
        "CREATE TABLE later (id int GENERATED ALWAYS AS IDENTITY, name text, secret text)",
        "CREATE TABLE forgotten (id int)");
    var rights = new ArrayList<>(DatabaseRole.SERVICE.rights());
    rights.addAll(Right.on("later", "SELECT", "DELETE"));
    rights.addAll(Right.onColumns("later", "UPDATE", "name"));
    var grants = new Grants(List.of(new Grants.Grantee(service, "V", rights)));

    assertThat(commands().transact(grants::apply)).isEmpty();

    assertThat(rights())
        .contains(service + " DELETE,SELECT later", service + " UPDATE later.name")
        .doesNotContain("forgotten", "default", "later_id_seq");
    assertThat(roles.attempt(service, "UPDATE later SET name = ''")).isEqualTo(ALLOWED);
    assertThat(roles.attempt(service, "UPDATE later SET secret = ''")).isEqualTo(FORBIDDEN);
    assertThat(roles.attempt(service, "SELECT FROM forgotten")).isEqualTo(FORBIDDEN);

    asOwner("REVOKE UPDATE (name) ON later FROM " + quoted(service));
    try (var connection = database.connect()) {
      assertThat(MissingRights.of(connection, service, rights))
          .extracting(Right::toString)
          .containsExactly("UPDATE (name) on later");
    }
  }

  /** An older version starts again while the newer one serves. */
  @Test
  void newerSchema_keepsItsRights() {
    schema().migrate();
    asOwner("GRANT UPDATE ON users TO " + quoted(service));
    database.execute(
        "INSERT INTO flyway_schema_history VALUES"
            + " (1000, '1000', 'newer', 'SQL', 'V1000__newer.sql', 1, 'x', now(), 1, true)");

    schema().migrate();

    assertThat(roles.attempt(service, "UPDATE users SET status = 'active'")).isEqualTo(ALLOWED);
  }

  @Test
  void roleOfNobody_isRefusedBeforeAnythingIsChanged() {
    assertRefused(
        schema(Optional.of("nobody"), Optional.of(operator)),
        "The role nobody does not exist: create it, or correct LATCHKEY_DATABASE_SERVICE_ROLE");
    assertRefused(
        schema(Optional.empty(), Optional.of("public")),
        "The role public does not exist: create it, or correct LATCHKEY_DATABASE_OPERATOR_ROLE");
    assertNoTables();
  }

  @Test
  void oneRoleForBoth_isRefusedBeforeAnythingIsChanged() {
    assertRefused(
        schema(Optional.of(service), Optional.of(service)),
        "LATCHKEY_DATABASE_SERVICE_ROLE and LATCHKEY_DATABASE_OPERATOR_ROLE name the same role");
    assertNoTables();
  }

  @Test
  void roleThatMigrates_isRefusedBeforeAnythingIsChanged() {
    assertRefused(
        schema(Optional.of(service), Optional.of(TestDatabase.USERNAME)),
        "LATCHKEY_DATABASE_OPERATOR_ROLE names latchkey, the role that migrates");
    assertNoTables();
  }

  @Test
  void superuser_isRefusedBeforeAnythingIsChanged() {
    database.execute("ALTER ROLE %s SUPERUSER".formatted(quoted(service)));

    assertRefused(schema(), "is a superuser");
    assertNoTables();
  }

  private void assertNoTables() {
    assertThat(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        .isEqualTo("0");
  }

  @Test
  void tableOfAnother_isNamedWithItsOwner() {
    schema().migrate();
    var other = roles.create("other");
    database.execute("ALTER TABLE login_names OWNER TO " + quoted(other));

    assertRefused(schema(), "does not own login_names, which belongs to " + other);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void memberOfTheOwner_isNamed(boolean inherits) {
    database.execute(
        "ALTER ROLE %s %s".formatted(quoted(service), inherits ? "INHERIT" : "NOINHERIT"));
    database.execute("GRANT latchkey TO " + quoted(service));

    assertRefused(schema(), service + " has too much: it is a member of latchkey, which has ");
  }

  @Test
  void memberOfTheOtherRole_isNamed() {
    database.execute("GRANT %s TO %s".formatted(quoted(operator), quoted(service)));

    assertRefused(
        schema(), service + " has too much: it is a member of " + operator + ", which has ");
  }

  @Test
  void memberOfAPredefinedRole_isNamed() {
    database.execute("GRANT pg_write_all_data TO " + quoted(service));

    assertRefused(schema(), "it is a member of pg_write_all_data, which has DELETE on ");
  }

  @Test
  void grantOfAnother_isNamedWithTheGrantor() {
    schema().migrate();
    var grantor = roles.create("grantor");
    database.execute("GRANT USAGE ON SCHEMA public TO " + quoted(grantor));
    asOwner("GRANT SELECT, DELETE ON users TO %s WITH GRANT OPTION".formatted(quoted(grantor)));
    as(grantor, "GRANT DELETE ON users TO " + quoted(service));

    assertRefused(schema(), service + " has too much: DELETE on users, granted by " + grantor);
    assertThat(roles.attempt(service, "SELECT FROM users"))
        .as("the rest is kept")
        .isEqualTo(ALLOWED);
  }

  @Test
  void columnGrantOfAnother_isNamedWithTheGrantor() {
    schema().migrate();
    var grantor = roles.create("grantor");
    database.execute("GRANT USAGE ON SCHEMA public TO " + quoted(grantor));
    asOwner("GRANT UPDATE (status) ON users TO %s WITH GRANT OPTION".formatted(quoted(grantor)));
    as(grantor, "GRANT UPDATE (status) ON users TO PUBLIC");

    assertRefused(
        schema(),
        service + " has too much: UPDATE (status) on users, granted by " + grantor + " to PUBLIC");
  }

  @Test
  void functionGrantOfAnother_isNamedWithTheGrantor() {
    schema().migrate();
    var grantor = roles.create("grantor");
    database.execute("GRANT USAGE ON SCHEMA public TO " + quoted(grantor));
    asOwner(
        "GRANT EXECUTE ON FUNCTION replace_password TO %s WITH GRANT OPTION"
            .formatted(quoted(grantor)));
    as(grantor, "GRANT EXECUTE ON FUNCTION replace_password TO PUBLIC");

    assertRefused(
        schema(),
        operator
            + " has too much: EXECUTE on replace_password(uuid, bigint, text, text), granted by "
            + grantor
            + " to PUBLIC");

    as(grantor, "REVOKE EXECUTE ON FUNCTION replace_password FROM PUBLIC");
    as(
        grantor,
        "GRANT EXECUTE ON FUNCTION replace_password TO %s WITH GRANT OPTION"
            .formatted(quoted(service)));
    assertRefused(
        schema(),
        service
            + " has too much: EXECUTE WITH GRANT OPTION on replace_password(uuid, bigint, text, text), granted by "
            + grantor);
  }

  @Test
  void functionOfAnother_isNamedWithItsOwner() {
    schema().migrate();
    var other = roles.create("other");
    database.execute("ALTER FUNCTION use_one_time_code OWNER TO " + quoted(other));

    assertRefused(
        schema(), "does not own use_one_time_code(uuid, text, text), which belongs to " + other);
  }

  @Test
  void functionThatTheRoleOwns_isNamed() {
    schema().migrate();
    database.execute("ALTER FUNCTION use_one_time_code OWNER TO " + quoted(service));
    database.execute("GRANT %s TO latchkey".formatted(quoted(service)));

    assertRefused(schema(), service + " has too much: it owns use_one_time_code(uuid, text, text)");
  }

  @Test
  void tableThatTheRoleOwns_isNamed() {
    schema().migrate();
    database.execute("ALTER TABLE users OWNER TO " + quoted(service));
    database.execute("GRANT %s TO latchkey".formatted(quoted(service)));

    assertRefused(schema(), service + " has too much: it owns users");
  }

  @Test
  void schemaOfAnother_isNamed() {
    database.execute("ALTER SCHEMA public OWNER TO postgres");
    database.execute("GRANT ALL ON SCHEMA public TO latchkey");
    assertRefused(schema(), "may not give USAGE on the schema to " + service);

    database.execute("GRANT ALL ON SCHEMA public TO PUBLIC");
    assertRefused(schema(), "CREATE on the schema public, granted by postgres to PUBLIC");
  }

  /** pg_stat_statements, for one, puts a view into the schema that everybody may read. */
  @Test
  void objectsOfAnExtension_areNotOurs() {
    schema(Optional.empty(), Optional.empty()).migrate();
    asOwner(
        "CREATE VIEW statistics AS SELECT 1 AS x",
        "GRANT SELECT ON statistics TO PUBLIC",
        "CREATE FUNCTION statistics() RETURNS int LANGUAGE sql RETURN 1");
    database.execute("ALTER EXTENSION plpgsql ADD VIEW statistics");
    database.execute("ALTER EXTENSION plpgsql ADD FUNCTION statistics()");

    schema().migrate();

    assertThat(database.query("SELECT has_table_privilege('public', 'statistics', 'SELECT')"))
        .isEqualTo("t");
    assertThat(mayExecute("public", "statistics()")).isEqualTo("t");
  }

  private String mayExecute(String role, String function) {
    return database.query(
        "SELECT has_function_privilege('%s', '%s', 'EXECUTE')".formatted(role, function));
  }

  @Test
  void runningService_neverLosesARight() throws Exception {
    schema().migrate();
    var done = new AtomicBoolean();
    var threads = Executors.newSingleThreadExecutor();
    try (var connection = roles.connect(service);
        var statement = connection.createStatement()) {
      Callable<Integer> reads =
          () -> {
            int count = 0;
            while (!done.get()) {
              statement.execute("SELECT FROM users, login_names, organizations");
              count++;
            }
            return count;
          };
      var reader = threads.submit(reads);
      for (int i = 0; i < 20; i++) {
        schema().migrate();
      }
      done.set(true);
      assertThat(reader.get()).isGreaterThan(20);
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  @Test
  void migrationsAtOnce_giveTheRightsOneAfterTheOther() throws Exception {
    int migrations = 4;
    var barrier = new CyclicBarrier(migrations);
    var threads = Executors.newFixedThreadPool(migrations);
    try {
      Callable<Boolean> migration =
          () -> {
            var schema = schema();
            barrier.await();
            for (int i = 0; i < 5; i++) {
              schema.migrate();
            }
            return true;
          };
      for (var one :
          threads.invokeAll(IntStream.range(0, migrations).mapToObj(i -> migration).toList())) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(rights()).isEqualTo(exactly());
  }

  /** Every statement of the commands, so that a new one does not find out in production. */
  @Test
  void operator_mayDoWhatTheCommandsDo() {
    schema().migrate();
    var mine = Database.at("jdbc:" + database.url(), operator, TestDatabase.PASSWORD);
    assertThat(Schema.isCurrent(mine, DatabaseRole.OPERATOR)).isTrue();
    var acme = new OrgDomain("acme");
    var organizations = new Organizations(mine);
    var users = new Users(mine);

    organizations.add(acme, "Acme");
    organizations.setActive(acme, false);
    organizations.setActive(acme, true);
    organizations.forEach(organization -> true);
    var john = NewUser.active(new Profile("john", "john@example.com", "J", "D"), "x");
    var id = users.add(acme, john);
    asOwner(
        "INSERT INTO account_failures SELECT id, 1, now() FROM users",
        "INSERT INTO known_networks SELECT id, id, current_date, 1 FROM users");
    assertThat(users.unlock(acme, "john", LocalDate.EPOCH).before())
        .isNotEqualTo(users.attempts(id, LocalDate.EPOCH));
    users.update(acme, "john", change());
    users.setPassword(acme, id, "x", false, null);
    users.endSessions(acme, "johnny");
    var codes = new OneTimeCodes(mine);
    var hour = Duration.ofHours(1);
    for (byte i = 0; i < 2; i++) {
      var hash = new byte[32];
      hash[0] = i;
      codes.keep(acme, "johnny", CodePurpose.RESET, hash, hour);
    }
    asOwner(
        "INSERT INTO second_factors SELECT id, 'k', '', 0, now() FROM users",
        "INSERT INTO recovery_codes SELECT id, sha256('') FROM users",
        "INSERT INTO factor_enrolments SELECT id, 'k', '' FROM users");
    assertThat(users.steps(id)).isNotEqualTo(new UserSteps(null, 0, List.of()));
    assertThat(users.resetFactor(acme, "johnny").removed().recoveryCodes()).isEqualTo(1);
    users.setPassword(acme, id, "x", false, Instant.EPOCH);
    codes.keep(acme, "johnny", CodePurpose.INVITATION, new byte[32], hour);
    users.disable(acme, "john@example.com");
    users.enable(acme, id.toString());
    assertThat(users.steps(id).openCodes()).isEmpty();
    users.forEach(acme, UserStatus.ACTIVE, user -> true);
    users.delete(acme, "johnny");
    assertThat(database.query("SELECT count(*) FROM known_networks"))
        .as("they go with the rights of the owner")
        .isEqualTo("0");
    try (var many = users.beginImport(acme)) {
      many.add(1, null, john, user -> new SealedSecret("k", new byte[] {1}));
      many.write();
      many.commit();
    }
    assertThat(users.get(acme, "john").username()).isEqualTo("john");
    assertThat(new FactorUses(mine).keyUses()).containsExactly(new FactorKeyUse("k", 1, 0));
  }

  /** Every statement of a logout, and of the sweep that follows it. */
  @Test
  void service_mayDoWhatALogoutDoes() {
    schema().migrate();

    for (var sql :
        List.of(
            "SELECT session_epoch FROM users",
            "SELECT session_epoch FROM organizations",
            "SELECT sid FROM ended_sessions",
            "INSERT INTO ended_sessions (sid, expires_at) VALUES (gen_random_uuid(), now())"
                + " ON CONFLICT (sid) DO NOTHING",
            "UPDATE users SET session_epoch = session_epoch + 1 WHERE id = gen_random_uuid()",
            "DELETE FROM ended_sessions WHERE ctid = ANY (ARRAY("
                + "SELECT ctid FROM ended_sessions WHERE expires_at <= now() LIMIT 1))")) {
      assertThat(roles.attempt(service, sql)).as(sql).isEqualTo(ALLOWED);
    }
    for (var sql :
        List.of(
            "UPDATE organizations SET session_epoch = 0",
            "UPDATE users SET status = 'active', session_epoch = 0",
            "UPDATE ended_sessions SET expires_at = now()")) {
      assertThat(roles.attempt(service, sql)).as(sql).isEqualTo(FORBIDDEN);
    }
  }

  private static UserChange change() {
    return new UserChange("johnny", null, null, null, null, null, null);
  }

  @Test
  void service_isAccepted() {
    schema().migrate();

    assertThatCode(() -> schemaOf(service).migrateOrRequireCurrent(DatabaseRole.SERVICE))
        .doesNotThrowAnyException();
  }

  @Test
  void oneRoleForAll_isAccepted() {
    schema(Optional.empty(), Optional.empty()).migrate();

    assertThatCode(
            () -> schemaOf(TestDatabase.USERNAME).migrateOrRequireCurrent(DatabaseRole.SERVICE))
        .doesNotThrowAnyException();
    assertThat(Schema.isCurrent(commands(), DatabaseRole.OPERATOR)).isTrue();
  }

  @Test
  void serviceThatLacksARight_isToldWhich() {
    schema().migrate();
    asOwner("REVOKE SELECT ON users FROM " + quoted(service));

    assertLacks(service, DatabaseRole.SERVICE, "SELECT on users");
    asOwner("REVOKE SELECT ON flyway_schema_history FROM " + quoted(service));
    assertLacks(service, DatabaseRole.SERVICE, "SELECT on users, SELECT on flyway_schema_history");
    schema().migrate();
    asOwner("REVOKE EXECUTE ON FUNCTION use_one_time_code FROM " + quoted(service));
    assertLacks(
        service, DatabaseRole.SERVICE, "EXECUTE on use_one_time_code(uuid, text, text): run");
    asOwner("DROP FUNCTION use_one_time_code");
    assertThatExceptionOfType(DatabaseException.class)
        .as("what is not there is a matter of the schema")
        .isThrownBy(() -> schemaOf(service).migrateOrRequireCurrent(DatabaseRole.SERVICE))
        .withMessageContaining(
            "but use_one_time_code(uuid, text, text) is missing: it was dropped");
    asOwner("REVOKE USAGE ON SCHEMA public FROM " + quoted(service));
    assertLacks(service, DatabaseRole.SERVICE, "USAGE on the schema");
  }

  @Test
  void operatorThatLacksARight_isToldWhich() {
    schema().migrate();

    assertLacks(
        service, DatabaseRole.OPERATOR, "INSERT on organizations, UPDATE on organizations, INSERT");
    asOwner("REVOKE DELETE ON login_names FROM " + quoted(operator));
    assertLacks(
        operator, DatabaseRole.OPERATOR, "DELETE on login_names: use the operator's role, or run");
  }

  /** The order of the two checks: on a schema that is older the tables that are there count. */
  @Test
  void olderSchema_isRefusedAsOne() {
    database.execute("GRANT USAGE ON SCHEMA public TO " + quoted(service));

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> schemaOf(service).migrateOrRequireCurrent(DatabaseRole.SERVICE))
        .withMessageContaining("run the command migrate as the owner of the tables");
  }

  private void assertLacks(String role, DatabaseRole use, String rights) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> schemaOf(role).migrateOrRequireCurrent(use))
        .withMessageStartingWith("The database role " + role + " lacks " + rights)
        .withMessageEndingWith(
            "run the command migrate, as the owner of the tables, with "
                + use.variable()
                + "="
                + role);
  }

  private static void assertRefused(Schema schema, String why) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(schema::migrate)
        .withMessageContaining(why)
        .withMessageNotContainingAny(TestDatabase.PASSWORD, "\n")
        .withNoCause();
  }

  private void asOwner(String... statements) {
    as(TestDatabase.USERNAME, statements);
  }

  private void as(String role, String... statements) {
    try (var connection = roles.connect(role);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Database commands() {
    return Database.at("jdbc:" + database.url(), TestDatabase.USERNAME, TestDatabase.PASSWORD);
  }

  /** As the owner, with both roles. */
  private Schema schema() {
    return schema(Optional.of(service), Optional.of(operator));
  }

  private Schema schema(Optional<String> serviceRole, Optional<String> operatorRole) {
    return TestSchema.of(database, TestDatabase.USERNAME, true, serviceRole, operatorRole);
  }

  /** As a role that may not migrate. */
  private Schema schemaOf(String role) {
    return TestSchema.of(database, role, false, Optional.empty(), Optional.empty());
  }
}
