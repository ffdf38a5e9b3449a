package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import dev.latchkey.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * The tables, as Flyway keeps them. It is called by us and not by Quarkus at start, so that what is
 * wrong becomes one line for the operator. Services that start at the same time wait for each
 * other: Flyway holds an advisory lock of PostgreSQL.
 *
 * <p>Everything here blocks on the database; every failure is a {@link DatabaseException}.
 */
@ApplicationScoped
public class Schema {

  /**
   * The newest migration's version: where it was applied, those before it were. A test compares it
   * with the folder.
   */
  static final String NEWEST = "4";

  private static final String APPLIED =
      "SELECT EXISTS (SELECT FROM flyway_schema_history WHERE version = ? AND success)";
  private static final String UNDEFINED_TABLE = "42P01";

  /** What to do where the schema is, or holds, something else's. */
  private static final String OWN =
      "give Latchkey a database of its own, or a schema of its own with currentSchema=... in"
          + " LATCHKEY_DATABASE_URL";

  private final Flyway flyway;
  private final SchemaConfig config;
  private final DatabaseConfig databaseConfig;
  private final Database database;

  Schema(Flyway flyway, SchemaConfig config, DatabaseConfig databaseConfig, Database database) {
    this.flyway = flyway;
    this.config = config;
    this.databaseConfig = databaseConfig;
    this.database = database;
  }

  /**
   * Whether the schema is this service's or newer, asked without Flyway: a command, which works on
   * a schema that is prepared already but for the first time, need not wait for it.
   *
   * @param role what the database's user is there for
   * @throws DatabaseException when the user lacks a right on the tables that are there
   */
  public static boolean isCurrent(Database database, DatabaseRole role) {
    return database.transact(
        connection -> {
          ServerCheck.requireReadable(connection);
          MissingRights.refuse(connection, role);
          return hasNewest(connection) && MissingObjects.first(connection).isEmpty();
        });
  }

  private static boolean hasNewest(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(APPLIED)) {
      statement.setString(1, NEWEST);
      try (var row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        connection.rollback();
        return false;
      }
      throw e;
    }
  }

  /**
   * Brings the schema up to date, or refuses an older one where that is left to others; and refuses
   * a user of the database who lacks a right.
   *
   * @param role what that user is there for
   */
  public void migrateOrRequireCurrent(DatabaseRole role) {
    if (config.migrateAtStart()) {
      migrate();
      requireRights(role);
    } else {
      check(ServerCheck::requireWritable);
      requireRights(role);
      requireCurrent();
      check(Schema::requireObjects);
    }
  }

  private void requireRights(DatabaseRole role) {
    check(connection -> MissingRights.refuse(connection, role));
  }

  /** What is asked of the database, and thrown where the answer is wrong. */
  @FunctionalInterface
  private interface Check {
    void on(Connection connection) throws SQLException;
  }

  private void check(Check question) {
    database.transact(
        connection -> {
          question.on(connection);
          return true;
        });
  }

  private static void requireObjects(Connection connection) throws SQLException {
    var missing = MissingObjects.first(connection);
    if (missing.isPresent()) {
      throw new DatabaseException(
          "The history of the schema says that all migrations were made, but %s is missing: it was"
                  .formatted(missing.get())
              + " dropped, or this is not the history of these migrations. Restore it, or "
              + OWN);
    }
  }

  /**
   * Brings the schema up to date, and the rights of the roles that are configured.
   *
   * @return how many migrations were applied
   */
  public int migrate() {
    check(ServerCheck::requireWritable);
    var grants = Grants.of(databaseConfig);
    if (grants.isEmpty()) {
      return applyMigrations();
    }
    check(grants::requireRoles);
    int applied = applyMigrations();
    // What could be changed is kept even where something is left to do.
    database
        .transact(grants::apply)
        .ifPresent(
            problem -> {
              throw new DatabaseException(problem);
            });
    return applied;
  }

  private int applyMigrations() {
    if (flyway.getConfiguration().isBaselineOnMigrate()) {
      throw Settings.wrong(
          "quarkus.flyway.baseline-on-migrate",
          "must not be true: it would pass over the migrations that make the tables");
    }
    int applied = explained(() -> flyway.migrate().migrationsExecuted);
    check(Schema::requireObjects);
    return applied;
  }

  private void requireCurrent() {
    int pending = explained(() -> flyway.info().pending().length);
    if (pending > 0) {
      throw new DatabaseException(
          "The schema of the database is missing or older than this service: run the command migrate"
              + " as the owner of the tables, or set LATCHKEY_MIGRATE_AT_START=true");
    }
  }

  private <T> T explained(Supplier<T> work) {
    try {
      return work.get();
    } catch (FlywayValidateException e) {
      check(Schema::refuseOthers);
      throw new DatabaseException(
          "The schema of the database is not what this service's migrations made: "
              + DatabaseFailureText.firstLine(e));
    } catch (FlywayException e) {
      throw new DatabaseException(explain(e));
    }
  }

  private static void refuseOthers(Connection connection) throws SQLException {
    if (MissingObjects.isAll(connection)) {
      throw new DatabaseException(
          "The schema of the database has the history of something else: " + OWN);
    }
  }

  private String explain(FlywayException failure) {
    if (failure.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return "The schema of the database holds tables, types or functions of something else: "
          + OWN;
    }
    var sql = sqlException(failure);
    if (sql.isEmpty()) {
      return "The schema of the database cannot be prepared: "
          + DatabaseFailureText.firstLine(failure);
    }
    return switch (DatabaseFailureText.state(sql.get())) {
      case "42501", "3F000" ->
          "The database user may not change the schema: run the command migrate as the owner of"
              + " the tables, and set LATCHKEY_MIGRATE_AT_START=false";
      // A migration waits for a second alone.
      case "55P03" ->
          "Another transaction works with the tables, such as an import: run the command migrate again"
              + " when it has ended";
      default -> DatabaseFailureText.explain(sql.get(), databaseConfig.url());
    };
  }

  private static Optional<SQLException> sqlException(Throwable failure) {
    Optional<SQLException> found = Optional.empty();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        found = Optional.of(sql); // the innermost: a pool wraps the driver's
      }
    }
    return found;
  }
}
