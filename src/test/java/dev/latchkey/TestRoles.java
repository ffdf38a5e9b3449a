package dev.latchkey;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Roles that are there for one test: they belong to the whole server. */
public final class TestRoles implements AutoCloseable {

  private final TestDatabase database;
  private final List<String> names = new ArrayList<>();

  public TestRoles(TestDatabase database) {
    this.database = database;
  }

  /**
   * Makes a role with the password of {@link TestDatabase}.
   *
   * @return its name, which must be quoted wherever it stands in SQL
   */
  public String create(String use) {
    var name = use + "-" + UUID.randomUUID();
    database.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(quoted(name), password()));
    names.add(name);
    return name;
  }

  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String password() {
    return TestDatabase.PASSWORD;
  }

  public Connection connect(String role) throws SQLException {
    return DriverManager.getConnection("jdbc:" + database.url(), role, password());
  }

  /** What the application must be given to connect as the role. */
  public Map<String, String> environment(String role) {
    var environment = new HashMap<>(database.environment());
    environment.put("LATCHKEY_DATABASE_USERNAME", role);
    environment.put("LATCHKEY_MIGRATE_AT_START", "false");
    return environment;
  }

  /**
   * Tries a statement as the role, and undoes it.
   *
   * @return the SQLSTATE with which PostgreSQL refuses it; 00000 if it does not
   */
  public String attempt(String role, String sql) {
    try (var connection = connect(role)) {
      connection.setAutoCommit(false);
      return attempt(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same, on a connection without auto-commit. */
  public static String attempt(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
      return "00000";
    } catch (SQLException e) {
      return e.getSQLState();
    } finally {
      connection.rollback();
    }
  }

  /** Takes the roles away, and all that they have in the database. */
  @Override
  public void close() {
    for (int i = names.size() - 1; i >= 0; i--) {
      database.execute("DROP OWNED BY %s CASCADE".formatted(quoted(names.get(i))));
    }
    for (int i = names.size() - 1; i >= 0; i--) {
      database.execute("DROP ROLE " + quoted(names.get(i)));
    }
  }
}
