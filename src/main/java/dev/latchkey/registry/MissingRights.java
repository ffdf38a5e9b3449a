package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a role may do what it needs. One that may do more is not refused: it may do all. */
final class MissingRights {

  // Tables, columns and functions that are not there are a matter of the schema. A schema that the
  // role cannot use is none to current_schema().
  private static final String MISSING =
      """
      WITH grantee AS (SELECT ?::text AS role),
      wanted AS (SELECT * FROM unnest(?::text[], ?::text[], ?::text[]) AS w (object, privilege, col)),
      found AS (
          SELECT w.*, CASE WHEN privilege <> 'EXECUTE' THEN to_regclass(quote_ident(object)) END AS tab,
              CASE WHEN privilege = 'EXECUTE'
                  THEN to_regprocedure(quote_ident(current_schema()) || '.' || object) END AS function
          FROM wanted w)
      SELECT 'USAGE', 'the schema', '' FROM grantee
      WHERE NOT coalesce(has_schema_privilege(role, current_schema(), 'USAGE'), false)
      UNION ALL
      SELECT f.privilege, f.object, f.col FROM found f, grantee
      WHERE CASE WHEN function IS NOT NULL THEN NOT has_function_privilege(role, function, privilege)
          WHEN f.col = '' THEN NOT has_table_privilege(role, tab, privilege)
          ELSE EXISTS (SELECT FROM pg_attribute
              WHERE attrelid = tab AND attname = f.col AND NOT has_column_privilege(role, tab, attnum, privilege)) END
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
