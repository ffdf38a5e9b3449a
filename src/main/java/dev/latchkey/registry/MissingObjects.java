package dev.latchkey.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the tables, columns and functions are there that the statements work with. The history of
 * the migrations does not tell: it can be another's, or say that it begins later than it did.
 */
final class MissingObjects {

  private static final String MISSING =
      """
      SELECT object || CASE WHEN col = '' THEN '' ELSE '.' || col END
      FROM unnest(?::text[], ?::text[], ?::text[]) AS w (object, privilege, col),
          LATERAL (SELECT quote_ident(current_schema()) || '.' AS schema) AS s
      WHERE CASE WHEN privilege = 'EXECUTE' THEN to_regprocedure(schema || object) IS NULL
          WHEN col = '' THEN to_regclass(schema || quote_ident(object)) IS NULL
          ELSE NOT EXISTS (SELECT FROM pg_attribute
              WHERE attrelid = to_regclass(schema || quote_ident(object)) AND attname = col) END
      ORDER BY 1 LIMIT 1
      """;

  private MissingObjects() {}

  /** The first by its name. */
  static Optional<String> first(Connection connection) throws SQLException {
    var needed =
        Right.columns(
            Stream.of(DatabaseRole.values()).flatMap(role -> role.rights().stream()).toList());
    try (var select = connection.prepareStatement(MISSING)) {
      for (int i = 0; i < needed.length; i++) {
        select.setArray(1 + i, connection.createArrayOf("text", needed[i]));
      }
      try (var row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /** Whether there is nothing of the service at all, as before the first migration. */
  static boolean isAll(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "SELECT to_regclass(quote_ident(current_schema()) || '.login_names') IS NULL");
        var row = select.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }
}
