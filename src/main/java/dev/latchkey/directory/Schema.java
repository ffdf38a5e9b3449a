package dev.latchkey.directory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/**
 * The tables, as Flyway keeps them. It is called by us and not by Quarkus at start, so that what is
 * wrong becomes one line for the operator. Services that start at the same time wait for each
 * other: Flyway holds an advisory lock of PostgreSQL.
 *
 * <p>Everything here blocks on the database; every failure is a {@link DatabaseException}.
 */
@ApplicationScoped
public class Schema {

  private final Flyway flyway;
  private final SchemaConfig config;
  private final DatabaseConfig database;

  Schema(Flyway flyway, SchemaConfig config, DatabaseConfig database) {
    this.flyway = flyway;
    this.config = config;
    this.database = database;
  }

  /** Brings the schema up to date, or refuses an older one where that is left to others. */
  public void prepare() {
    if (config.migrateAtStart()) {
      migrate();
    } else {
      requireCurrent();
    }
  }

  /**
   * @return how many migrations were applied
   */
  public int migrate() {
    return explained(() -> flyway.migrate().migrationsExecuted);
  }

  private void requireCurrent() {
    int pending = explained(() -> flyway.info().pending().length);
    if (pending > 0) {
      throw new DatabaseException(
          "The schema of the database is missing or older than this service: run the command migrate,"
              + " or set LATCHKEY_MIGRATE_AT_START=true");
    }
  }

  private <T> T explained(Supplier<T> work) {
    try {
      return work.get();
    } catch (FlywayValidateException e) {
      throw new DatabaseException(
          "The schema of the database is not what this service's migrations made: "
              + firstLine(e.getMessage()));
    } catch (FlywayException e) {
      throw new DatabaseException(explain(e));
    }
  }

  private String explain(FlywayException failure) {
    var sql = sqlException(failure);
    if (sql.isEmpty()) {
      return "The schema of the database cannot be prepared: " + firstLine(failure.getMessage());
    }
    var state = Optional.ofNullable(sql.get().getSQLState()).orElse("08000");
    return switch (state) {
      case "28P01", "28000", "08004" -> // the last: the server wants a password and none is set
          "The database refuses the user: check LATCHKEY_DATABASE_USERNAME and"
              + " LATCHKEY_DATABASE_PASSWORD";
      case "3D000" -> "The database does not exist: check the name in LATCHKEY_DATABASE_URL";
      case "42501", "3F000" ->
          "The database user may not change the schema: run the command migrate as one who may, and"
              + " set LATCHKEY_MIGRATE_AT_START=false";
      default ->
          state.startsWith("08")
              ? "The database does not answer"
                  + database
                      .url()
                      .map(url -> " at " + DatabaseAddress.parse(Optional.of(url)))
                      .orElse("")
                  + ": check LATCHKEY_DATABASE_URL and whether it runs"
              : "The database failed with SQLSTATE "
                  + state
                  + ": "
                  + firstLine(sql.get().getMessage());
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

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
