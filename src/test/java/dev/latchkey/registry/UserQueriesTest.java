package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDatabase;
import dev.latchkey.TestDirectory;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserQueriesTest {

  /** Otherwise the two could wait for each other: both write the user's failures as well. */
  @Test
  void userWhoIsLockedForAChange_keepsNoLoginFromWriting() throws SQLException {
    try (var database = TestDatabase.create()) {
      TestSchema.of(database, TestDatabase.USERNAME, true, Optional.empty(), Optional.empty())
          .migrate();
      var org =
          new TestDirectory("jdbc:" + database.url(), TestDatabase.USERNAME, TestDatabase.PASSWORD)
              .org("acme");
      var id = org.user("jane").save();

      try (var operator = database.connect();
          var login = database.connect();
          var statement = login.createStatement()) {
        operator.setAutoCommit(false);
        assertThat(UserQueries.find(operator, org.id, "jane", true).id()).isEqualTo(id);

        statement.execute("SET lock_timeout = '1s'");
        statement.execute(
            "INSERT INTO known_networks SELECT id, gen_random_uuid(), now() FROM users");
        operator.rollback();
      }
    }
  }
}
