package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Who needs second factors, and under which factor keys their secrets are stored. It blocks; every
 * failure of the database is a {@link DatabaseException}.
 */
@Singleton
public final class FactorUses {

  // An older enrolment is of no use any more, whatever becomes of its key.
  private static final String USES =
      """
      SELECT key_id, sum(factors)::bigint, sum(enrolments)::bigint FROM (
          SELECT key_id, count(*) AS factors, 0 AS enrolments FROM second_factors GROUP BY key_id
          UNION ALL
          SELECT key_id, 0, count(*) FROM factor_enrolments
          WHERE made_at > now() - interval '1 hour' GROUP BY key_id) AS used
      GROUP BY key_id ORDER BY key_id
      """;

  private static final String OTHER_KEYS =
      "SELECT DISTINCT key_id FROM second_factors WHERE key_id <> ALL (?) ORDER BY key_id LIMIT ?";

  private static final String ARE_REQUIRED =
      "SELECT EXISTS (SELECT FROM users WHERE mfa_required AND status IN ('active', 'invited'))";

  private final Database database;

  public FactorUses(Database database) {
    this.database = database;
  }

  /** The keys that anything is stored under, by their ids, as they are at one moment. */
  public List<FactorKeyUse> keyUses() {
    return database.transact(FactorUses::keyUses);
  }

  /**
   * The ids of other keys that confirmed second factors are stored under. It reads all of them.
   *
   * @param keyIds the keys that are there
   * @param most how many others are wanted
   */
  public List<String> keysOtherThan(Collection<String> keyIds, int most) {
    return database.transact(connection -> keysOtherThan(connection, keyIds, most));
  }

  private static List<String> keysOtherThan(
      Connection connection, Collection<String> keyIds, int most) throws SQLException {
    var others = new ArrayList<String>();
    try (var select = connection.prepareStatement(OTHER_KEYS)) {
      select.setArray(1, connection.createArrayOf("text", keyIds.toArray()));
      select.setInt(2, most);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          others.add(rows.getString(1));
        }
      }
    }
    return others;
  }

  /** Whether a user who is not disabled must use a second factor. */
  public boolean areRequired() {
    return database.transact(
        connection -> {
          try (var select = connection.prepareStatement(ARE_REQUIRED);
              var row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  private static List<FactorKeyUse> keyUses(Connection connection) throws SQLException {
    var uses = new ArrayList<FactorKeyUse>();
    try (var select = connection.prepareStatement(USES);
        var rows = select.executeQuery()) {
      while (rows.next()) {
        uses.add(new FactorKeyUse(rows.getString(1), rows.getLong(2), rows.getLong(3)));
      }
    }
    return uses;
  }
}
