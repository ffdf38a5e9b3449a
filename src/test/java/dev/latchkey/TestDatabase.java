package dev.latchkey;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/**
 * An empty database of its own on one PostgreSQL server per test run, for tests that run the
 * packaged application. Its user owns it and must show a password.
 */
public final class TestDatabase implements AutoCloseable {

  public static final String USERNAME = "latchkey";

  /** As people have them: a generator's, with signs that mean something elsewhere. */
  public static final String PASSWORD = "db-Secret-1$$7Qz${word}\\$x, #";

  private static final String ADMIN = "postgres";
  private static final String ACCESS =
      """
      local all all trust
      host all postgres 127.0.0.1/32 trust
      host all postgres ::1/128 trust
      host all all 127.0.0.1/32 scram-sha-256
      host all all ::1/128 scram-sha-256
      """;

  private final String name;

  private TestDatabase(String name) {
    this.name = name;
  }

  public static TestDatabase create() {
    return create("");
  }

  /**
   * @param options of {@code CREATE DATABASE}
   */
  public static TestDatabase create(String options) {
    var name = "t" + UUID.randomUUID().toString().replace("-", "");
    execute(ADMIN, "CREATE DATABASE %s OWNER %s %s".formatted(name, USERNAME, options));
    return new TestDatabase(name);
  }

  public String name() {
    return name;
  }

  /** As {@code LATCHKEY_DATABASE_URL} has it. */
  public String url() {
    return "postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name;
  }

  /** What the application must be given to use this database. */
  public Map<String, String> environment() {
    return Map.of(
        "LATCHKEY_DATABASE_URL", url(),
        "LATCHKEY_DATABASE_USERNAME", USERNAME,
        "LATCHKEY_DATABASE_PASSWORD", PASSWORD);
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url(), USERNAME, PASSWORD);
  }

  /** The first column of the first row. */
  public String query(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What each new connection to it has. */
  public void set(String setting, String value) {
    execute("ALTER DATABASE %s SET %s = '%s'".formatted(name, setting, value));
  }

  public void execute(String sql) {
    execute(name, sql);
  }

  /** Ends the connections that are left, and the database with them. */
  @Override
  public void close() {
    execute(ADMIN, "DROP DATABASE " + name + " WITH (FORCE)");
  }

  private static void execute(String database, String sql) {
    var url = "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + database;
    try (var connection = DriverManager.getConnection(url, ADMIN, "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Started with the first database; zonky stops it with the JVM. */
  private static final class Server {

    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        Path data = Files.createTempDirectory("latchkey-test-database");
        var server = EmbeddedPostgres.builder().setDataDirectory(data).start();
        try (var connection = server.getPostgresDatabase().getConnection();
            var statement = connection.createStatement()) {
          statement.execute("CREATE ROLE " + USERNAME + " LOGIN PASSWORD '" + PASSWORD + "'");
          Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
          statement.execute("SELECT pg_reload_conf()");
        }
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
