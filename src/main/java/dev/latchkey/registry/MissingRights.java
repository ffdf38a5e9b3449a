package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a role may do what it needs. One that may do more is not refused: it may do all. */
final class MissingRights {

  // Tables and columns that are not there are a matter of the schema. A schema that the role cannot
  // use is none to current_schema().
  private static final String MISSING =
      """
      SELECT 'USAGE', 'the schema', ''
      WHERE NOT coalesce(has_schema_privilege(?, current_schema(), 'USAGE'), false)
      UNION ALL
      SELECT w.privilege, w.tab, w.col
      FROM unnest(?::text[], ?::text[], ?::text[]) AS w (tab, privilege, col),
          to_regclass(quote_ident(w.tab)) AS t
      WHERE CASE WHEN w.col = '' THEN NOT has_table_privilege(?, t, w.privilege)
          ELSE EXISTS (SELECT FROM pg_attribute
              WHERE attrelid = t AND attname = w.col AND NOT has_column_privilege(?, t, attnum, w.privilege)) END
      """;

  private MissingRights() {}

  /**
   * Refuses the role of this connection where it lacks a right.
   *
   * @throws DatabaseException in one line that names the rights and says what to do
   */
  static void refuse(Connection connection, DatabaseRole role) throws SQLException {
    var user = currentUser(connection);
    var missing = of(connection, user, role.rights());
    if (!missing.isEmpty()) {
      throw new DatabaseException(
          "The database role %s lacks %s: %srun the command migrate, as the owner of the tables, with %s=%s"
              .formatted(user, names(missing), otherRole(role), role.variable(), user));
    }
  }

  /** Most likely it is the service's role, which must not become the operator's. */
  private static String otherRole(DatabaseRole role) {
    return role == DatabaseRole.OPERATOR ? "use the operator's role, or " : "";
  }

  static List<Right> of(Connection connection, String role, List<Right> rights)
      throws SQLException {
    var columns = Right.columns(rights);
    try (var select = connection.prepareStatement(MISSING)) {
      select.setString(1, role);
      for (int i = 0; i < columns.length; i++) {
        select.setArray(2 + i, connection.createArrayOf("text", columns[i]));
      }
      select.setString(5, role);
      select.setString(6, role);
      var missing = new ArrayList<Right>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          missing.add(new Right(rows.getString(1), rows.getString(2), rows.getString(3)));
        }
      }
      return missing;
    }
  }

  static String names(List<Right> rights) {
    return rights.stream().map(Right::toString).collect(Collectors.joining(", "));
  }

  static String currentUser(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement("SELECT current_user");
        var row = select.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
