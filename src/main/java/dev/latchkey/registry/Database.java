package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.Directory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * PostgreSQL as operators work with it: transactions that block, over JDBC. Logins never come here:
 * they have {@link Directory}. It needs no Quarkus, because a command must not wait for one to
 * start.
 *
 * <p>Every failure of the database is a {@link DatabaseException}.
 */
@Singleton
public final class Database {

  private static final String DEADLOCK = "40P01";
  private static final int MAX_ATTEMPTS = 3;

  private final Source source;
  private final Optional<String> url;

  @Inject
  Database(DataSource pool, DatabaseConfig config) {
    this(pool::getConnection, config.url());
  }

  private Database(Source source, Optional<String> url) {
    this.source = source;
    this.url = url;
  }

  /**
   * Without a pool: every transaction connects.
   *
   * @param url {@code jdbc:postgresql://host:5432/name}, with the driver's parameters
   */
  public static Database at(String url, String username, String password) {
    return at(url, username, password, Map.of());
  }

  /**
   * The same with more parameters of the driver.
   *
   * @param parameters such as {@code sslrootcert}; those of the URL win
   */
  public static Database at(
      String url, String username, String password, Map<String, String> parameters) {
    var properties = new Properties();
    properties.putAll(parameters);
    properties.setProperty("user", username);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "latchkey");
    return new Database(
        () -> DriverManager.getConnection(url, properties),
        Optional.of(url.replaceFirst("^jdbc:", "")));
  }

  /** Where connections come from. */
  @FunctionalInterface
  private interface Source {
    Connection connect() throws SQLException;
  }

  /** Statements that are kept or undone together. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /**
   * Does the work in a transaction. After a deadlock, it does the work again. An exception of the
   * work undoes it.
   */
  <T> T transact(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try (var connection = open()) {
        return transact(connection, work);
      } catch (SQLException e) {
        if (attempt == MAX_ATTEMPTS || !DEADLOCK.equals(e.getSQLState())) {
          throw failure(e);
        }
      }
    }
  }

  private <T> T transact(Connection connection, Work<T> work) throws SQLException {
    boolean done = false;
    try {
      T result = work.in(connection);
      done = true;
      commit(connection);
      return result;
    } finally {
      if (!done) {
        rollback(connection);
      }
    }
  }

  /** A connection in a new transaction. The caller ends both. */
  Connection open() throws SQLException {
    var connection = source.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  /**
   * @throws UnknownChangeException when the answer did not come
   */
  void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (DatabaseFailureText.isLostConnection(e)) {
        throw new UnknownChangeException();
      }
      throw e;
    }
  }

  /** A connection that is lost has nothing to undo; the reason it is lost for is thrown already. */
  static void rollback(Connection connection) throws SQLException {
    if (connection.isValid(0)) {
      connection.rollback();
    }
  }

  DatabaseException failure(SQLException failure) {
    return DatabaseFailureText.of(failure, url);
  }
}
