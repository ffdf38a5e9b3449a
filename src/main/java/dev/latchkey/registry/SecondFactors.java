package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Under which factor keys secrets are stored. It blocks; every failure of the database is a {@link
 * DatabaseException}.
 */
@Singleton
public final class SecondFactors {

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

  private final Database database;

  public SecondFactors(Database database) {
    this.database = database;
  }

  /** The keys that anything is stored under, by their ids, as they are at one moment. */
  public List<FactorKeyUse> keyUses() {
    return database.transact(SecondFactors::keyUses);
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
