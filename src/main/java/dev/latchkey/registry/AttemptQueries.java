package dev.latchkey.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/** What logins write of a user's attempts, as operators read and clear it. */
final class AttemptQueries {

  private static final String SELECT =
      """
      SELECT coalesce(f.failures, 0) AS failures, f.at, count(k.network) AS networks, max(k.seen_on) AS seen_on,
          coalesce(max(k.failures), 0) AS network_failures
      FROM (SELECT ?::uuid AS id) u
      LEFT JOIN account_failures f ON f.user_id = u.id
      LEFT JOIN known_networks k ON k.user_id = u.id AND k.seen_on >= ?
      GROUP BY f.failures, f.at
      """;

  private static final String FORGET = "DELETE FROM account_failures WHERE user_id = ?";

  // In the order of their bytes, as logins lock them.
  private static final String FORGIVE =
      """
      WITH failed AS (
          SELECT user_id, network FROM known_networks WHERE user_id = ? AND failures > 0
          ORDER BY network FOR UPDATE)
      UPDATE known_networks k SET failures = 0 FROM failed f
      WHERE k.user_id = f.user_id AND k.network = f.network
      """;

  private AttemptQueries() {}

  /**
   * @param knownSince the first day that makes a network known
   */
  static UserAttempts get(Connection connection, UUID user, LocalDate knownSince)
      throws SQLException {
    try (var select = connection.prepareStatement(SELECT)) {
      select.setObject(1, user);
      select.setObject(2, knownSince);
      try (var rows = select.executeQuery()) {
        rows.next(); // there always is one
        return attempts(rows);
      }
    }
  }

  private static UserAttempts attempts(ResultSet row) throws SQLException {
    var at = row.getObject("at", OffsetDateTime.class);
    return new UserAttempts(
        row.getInt("failures"),
        at == null ? null : at.toInstant(),
        row.getInt("networks"),
        row.getObject("seen_on", LocalDate.class),
        row.getInt("network_failures"));
  }

  /** Forgets a user's failures in a row. Networks stay known. The user's row must be locked. */
  static void clear(Connection connection, UUID user) throws SQLException {
    for (var sql : new String[] {FORGET, FORGIVE}) {
      try (var statement = connection.prepareStatement(sql)) {
        statement.setObject(1, user);
        statement.executeUpdate();
      }
    }
  }
}
