package dev.latchkey.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One-time codes and second factors, as operators write and remove them. What writes wants the
 * user's row to be locked: the service locks it first as well.
 */
final class StepQueries {

  private static final String SELECT =
      """
      SELECT (SELECT confirmed_at FROM second_factors WHERE user_id = u.id) AS confirmed_at,
          (SELECT count(*) FROM recovery_codes WHERE user_id = u.id) AS recovery_codes
      FROM (SELECT ?::uuid AS id) u
      """;

  private static final String OPEN_CODES =
      "SELECT purpose, expires_at FROM one_time_codes WHERE user_id = ? AND expires_at > now()"
          + " ORDER BY purpose COLLATE \"C\"";

  // Whole seconds are easier to read, and to pass on.
  private static final String PUT_CODE =
      """
      INSERT INTO one_time_codes (user_id, purpose, hash, expires_at)
      VALUES (?, ?, ?, date_trunc('second', now()) + ? * interval '1 second')
      ON CONFLICT (user_id, purpose) DO UPDATE SET hash = excluded.hash, expires_at = excluded.expires_at
      RETURNING expires_at
      """;

  private StepQueries() {}

  static UserSteps get(Connection connection, UUID user) throws SQLException {
    try (var select = connection.prepareStatement(SELECT)) {
      select.setObject(1, user);
      try (var rows = select.executeQuery()) {
        rows.next(); // there always is one
        return new UserSteps(
            instant(rows, "confirmed_at"),
            rows.getInt("recovery_codes"),
            openCodes(connection, user));
      }
    }
  }

  private static List<OpenCode> openCodes(Connection connection, UUID user) throws SQLException {
    try (var select = connection.prepareStatement(OPEN_CODES)) {
      select.setObject(1, user);
      try (var rows = select.executeQuery()) {
        var codes = new ArrayList<OpenCode>();
        while (rows.next()) {
          codes.add(
              new OpenCode(
                  rows.getString("purpose"),
                  rows.getObject("expires_at", OffsetDateTime.class).toInstant()));
        }
        return codes;
      }
    }
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /**
   * Keeps the hash of a new code, which takes the place of the one before.
   *
   * @return the end of the code, by the clock of the database
   */
  static Instant putCode(
      Connection connection, UUID user, CodePurpose purpose, byte[] hash, Duration validity)
      throws SQLException {
    try (var insert = connection.prepareStatement(PUT_CODE)) {
      insert.setObject(1, user);
      insert.setString(2, purpose.text());
      insert.setBytes(3, hash);
      insert.setLong(4, validity.toSeconds());
      try (var row = insert.executeQuery()) {
        row.next();
        return row.getObject(1, OffsetDateTime.class).toInstant();
      }
    }
  }

  /** Voids all one-time codes of a user. */
  static void voidCodes(Connection connection, UUID user) throws SQLException {
    delete(connection, "one_time_codes", user);
  }

  /** Removes the confirmed factor with its recovery codes, and an enrolment that was begun. */
  static RemovedFactor removeFactor(Connection connection, UUID user) throws SQLException {
    int recoveryCodes = get(connection, user).recoveryCodes();
    // The factor first, as the service locks them. The recovery codes go with it.
    boolean confirmed = delete(connection, "second_factors", user) > 0;
    boolean enrolment = delete(connection, "factor_enrolments", user) > 0;
    return new RemovedFactor(confirmed, recoveryCodes, enrolment);
  }

  /** Returns how many rows there were. */
  private static int delete(Connection connection, String table, UUID user) throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM " + table + " WHERE user_id = ?")) {
      delete.setObject(1, user);
      return delete.executeUpdate();
    }
  }
}
