package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.ForbiddenStatements;
import dev.latchkey.TestRoles;
import dev.latchkey.directory.DatabaseException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What the database roles of the Kubernetes manifests may do: made as CloudNativePG makes them from
 * the overlay's {@code database.yaml}, and migrated with the environment of the migration Job.
 */
class ManifestRolesTest {

  private static final String ALLOWED = "00000";
  private static final String FORBIDDEN = "42501";
  private static final String SERVICE = "LATCHKEY_DATABASE_SERVICE_ROLE";
  private static final String OPERATOR = "LATCHKEY_DATABASE_OPERATOR_ROLE";
  private static final String USERNAME = "LATCHKEY_DATABASE_USERNAME";

  /** What the example did before: it was run once, when the cluster was made. */
  private static final List<String> OLDER_EXAMPLE =
      List.of(
          "CREATE ROLE latchkey LOGIN",
          "ALTER DEFAULT PRIVILEGES FOR ROLE latchkey_owner IN SCHEMA public"
              + " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO latchkey");

  /** What the operator may do with the counts of failed logins. */
  private static final List<String> UNLOCK =
      List.of(
          "SELECT FROM account_failures, known_networks",
          "DELETE FROM account_failures",
          "SELECT FROM known_networks FOR UPDATE",
          "UPDATE known_networks SET failures = 0");

  private EmbeddedPostgres server;

  @BeforeEach
  void start() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  static List<List<String>> clusters() {
    return List.of(List.of(), OLDER_EXAMPLE);
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void roles_mayDoWhatIsTheirsAndNothingElse(List<String> older) throws Exception {
    bootstrap(older);
    managedRoles(List.of());
    var job = migrate();

    assertThat(job.get(SERVICE))
        .as("the role of the pods that serve")
        .isEqualTo(environment("deployment.yaml").get(USERNAME))
        .isNotEqualTo(job.get(USERNAME));
    assertThat(job.get(OPERATOR))
        .as("the role of the pods of commands")
        .isEqualTo(environment("command.yaml").get(USERNAME))
        .isNotEqualTo(job.get(USERNAME));
    assertEach(ForbiddenStatements.forTheService(), job.get(SERVICE), FORBIDDEN);
    assertEach(ForbiddenStatements.forBoth(), job.get(OPERATOR), FORBIDDEN);
    var rows =
        ForbiddenStatements.forTheServiceAlone().stream()
            .filter(sql -> !sql.startsWith("SET ROLE"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(5);
    assertEach(rows, job.get(OPERATOR), ALLOWED);
    var counts = ForbiddenStatements.forTheOperatorAlone();
    assertThat(counts).hasSizeGreaterThan(5);
    assertEach(counts, job.get(OPERATOR), FORBIDDEN);
    assertEach(counts, job.get(SERVICE), ALLOWED);
    assertEach(UNLOCK, job.get(OPERATOR), ALLOWED);
    for (var role : List.of(job.get(SERVICE), job.get(OPERATOR))) {
      assertEach(
          List.of("SELECT FROM organizations, users, login_names, flyway_schema_history"),
          role,
          ALLOWED);
    }
  }

  @Test
  void jobBeforeTheRoles_failsAndIsTriedAgain() throws Exception {
    bootstrap(List.of());
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(this::migrate)
        .withMessageContaining("does not exist");

    managedRoles(List.of());
    migrate();
  }

  @Test
  void memberOfTheOwner_failsTheJob() throws Exception {
    bootstrap(List.of());
    managedRoles(List.of("latchkey_owner"));

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(this::migrate)
        .withMessageContaining("is a member of latchkey_owner");
  }

  private void assertEach(List<String> statements, String role, String state) throws SQLException {
    try (var connection = connect(role, "latchkey")) {
      connection.setAutoCommit(false);
      for (var sql : statements) {
        assertThat(TestRoles.attempt(connection, sql)).as(role + ": " + sql).isEqualTo(state);
      }
    }
  }

  private Map<String, String> migrate() throws IOException {
    var job = environment("migration-job.yaml");
    var config =
        TestSchema.config(
            url("latchkey"),
            Optional.ofNullable(job.get(SERVICE)),
            Optional.ofNullable(job.get(OPERATOR)));
    TestSchema.of(config, job.get(USERNAME), null, true).migrate();
    return job;
  }

  /** The owner and the database, then the SQL of the manifest, each list in its own database. */
  private void bootstrap(List<String> older) throws Exception {
    var initdb = map(map(cluster().get("bootstrap")).get("initdb"));
    var owner = (String) initdb.get("owner");
    var database = (String) initdb.get("database");
    execute("postgres", List.of("CREATE ROLE " + owner + " LOGIN"));
    execute("postgres", List.of("CREATE DATABASE %s OWNER %s".formatted(database, owner)));
    execute("postgres", strings(initdb.get("postInitSQL")));
    execute("template1", strings(initdb.get("postInitTemplateSQL")));
    execute(database, strings(initdb.get("postInitApplicationSQL")));
    execute(database, older);
  }

  private void managedRoles(List<String> inRoles) throws Exception {
    for (var managed : managedRoles()) {
      var name = (String) managed.get("name");
      var memberships = new ArrayList<>(strings(managed.get("inRoles")));
      memberships.addAll(inRoles);
      if (!exists(name)) {
        execute("postgres", List.of("CREATE ROLE " + name));
      }
      for (var attribute :
          List.of("superuser", "createdb", "createrole", "login", "replication", "bypassrls")) {
        var no = Boolean.TRUE.equals(managed.get(attribute)) ? "" : "NO";
        execute("postgres", List.of("ALTER ROLE %s %s%s".formatted(name, no, attribute)));
      }
      for (var group : memberships) {
        execute("postgres", List.of("GRANT %s TO %s".formatted(group, name)));
      }
    }
  }

  private boolean exists(String role) throws SQLException {
    try (var connection = connect("postgres", "postgres");
        var select = connection.prepareStatement("SELECT FROM pg_roles WHERE rolname = ?")) {
      select.setString(1, role);
      return select.executeQuery().next();
    }
  }

  /**
   * The variables of a pod, a reference to a Secret resolved: its username is the role that
   * CloudNativePG makes with the Secret.
   */
  private static Map<String, String> environment(String manifest) throws IOException {
    var variables = new HashMap<String, String>();
    for (var variable : maps(container(read("k8s/base/" + manifest)).get("env"))) {
      var from = variable.get("valueFrom");
      if (from == null) {
        variables.put((String) variable.get("name"), (String) variable.get("value"));
      } else if ("username".equals(map(map(from).get("secretKeyRef")).get("key"))) {
        var secret = (String) map(map(from).get("secretKeyRef")).get("name");
        variables.put((String) variable.get("name"), role(secret));
      }
    }
    return variables;
  }

  private static String role(String secret) throws IOException {
    var initdb = map(map(cluster().get("bootstrap")).get("initdb"));
    if (secret.equals(map(initdb.get("secret")).get("name"))) {
      return (String) initdb.get("owner");
    }
    return managedRoles().stream()
        .filter(managed -> secret.equals(map(managed.get("passwordSecret")).get("name")))
        .map(managed -> (String) managed.get("name"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no role has the Secret " + secret));
  }

  private static Map<String, Object> container(Map<String, Object> manifest) {
    var spec = map(manifest.get("spec"));
    if (spec.containsKey("jobTemplate")) {
      spec = map(map(spec.get("jobTemplate")).get("spec"));
    }
    return maps(map(map(spec.get("template")).get("spec")).get("containers")).get(0);
  }

  private static Map<String, Object> cluster() throws IOException {
    return map(read("k8s/overlays/example/database.yaml").get("spec"));
  }

  private static List<Map<String, Object>> managedRoles() throws IOException {
    return maps(map(cluster().get("managed")).get("roles"));
  }

  private static Map<String, Object> read(String file) throws IOException {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return StreamSupport.stream(yaml.loadAll(Files.readString(Path.of(file))).spliterator(), false)
        .map(ManifestRolesTest::map)
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Object value) {
    return (List<Map<String, Object>>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<String> strings(Object value) {
    return value == null ? List.of() : (List<String>) value;
  }

  private void execute(String database, List<String> statements) throws SQLException {
    try (var connection = connect("postgres", database);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Connection connect(String role, String database) throws SQLException {
    return DriverManager.getConnection("jdbc:" + url(database), role, "");
  }

  private String url(String database) {
    return "postgresql://localhost:" + server.getPort() + "/" + database;
  }
}
