package dev.latchkey.registry;

import dev.latchkey.TestDatabase;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/** The schema without Quarkus. */
final class TestSchema {

  private TestSchema() {}

  static Schema of(
      TestDatabase database,
      String user,
      boolean migrateAtStart,
      Optional<String> serviceRole,
      Optional<String> operatorRole) {
    var config = config(database.url(), serviceRole, operatorRole);
    return of(config, user, TestDatabase.PASSWORD, migrateAtStart);
  }

  static Schema of(DatabaseConfig config, String user, String password, boolean migrateAtStart) {
    var url = "jdbc:" + config.url().orElseThrow();
    var flyway = Flyway.configure().dataSource(url, user, password).load();
    var database = Database.at(url, user, password == null ? "" : password);
    return new Schema(flyway, () -> migrateAtStart, config, database);
  }

  static DatabaseConfig config(
      String url, Optional<String> serviceRole, Optional<String> operatorRole) {
    return new DatabaseConfig() {
      @Override
      public Optional<String> url() {
        return Optional.of(url);
      }

      @Override
      public Optional<String> username() {
        return Optional.empty();
      }

      @Override
      public Optional<String> password() {
        return Optional.empty();
      }

      @Override
      public Optional<String> serviceRole() {
        return serviceRole;
      }

      @Override
      public Optional<String> operatorRole() {
        return operatorRole;
      }
    };
  }
}
