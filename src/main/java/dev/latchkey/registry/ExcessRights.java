package dev.latchkey.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a role may do too much after the owner of the tables has taken back what is the owner's to
 * take: through another role, as an owner itself, or by a grant of somebody else.
 */
final class ExcessRights {

  private static final String EXCESS =
      "WITH "
          + OurObjects.RELATIONS
          + ","
          + OurObjects.FUNCTIONS
          + """
          , grantee AS (SELECT oid, rolname FROM pg_roles WHERE rolname = ?),
          -- All that it is or can make itself, with SET ROLE.
          identity AS (
              SELECT r.oid, r.rolname FROM pg_roles r, grantee g WHERE pg_has_role(g.oid, r.oid, 'MEMBER')),
          wanted AS (
              SELECT *, CASE WHEN privilege = 'EXECUTE'
                  THEN to_regprocedure(quote_ident(current_schema()) || '.' || object) END AS function
              FROM unnest(?::text[], ?::text[], ?::text[]) AS w (object, privilege, col)),
          schema AS (SELECT oid, nspname, nspowner, nspacl FROM pg_namespace WHERE nspname = current_schema()),
          held AS (
              SELECT i.oid AS role, i.rolname, o.oid AS object, o.relname AS name, o.relowner AS owner, p AS privilege,
                  p || ' on ' || o.relname AS text, '' AS col
              FROM identity i, ours o, unnest(?::text[]) AS p
              WHERE o.relkind <> 'S' AND has_table_privilege(i.oid, o.oid, p)
                  AND NOT EXISTS (SELECT FROM wanted
                      WHERE object = o.relname AND privilege = p AND col = '')
              UNION ALL
              SELECT i.oid, i.rolname, o.oid, o.relname, o.relowner, p, p || ' (' || a.attname || ') on ' || o.relname,
                  a.attname
              FROM identity i, unnest(?::text[]) AS p,
                  ours o JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped
              WHERE o.relkind <> 'S' AND has_column_privilege(i.oid, o.oid, a.attnum, p)
                  AND NOT has_table_privilege(i.oid, o.oid, p)
                  AND NOT EXISTS (SELECT FROM wanted
                      WHERE object = o.relname AND privilege = p AND col IN ('', a.attname))
              UNION ALL
              SELECT i.oid, i.rolname, o.oid, o.relname, o.relowner, p, p || ' on ' || o.relname, ''
              FROM identity i, ours o, unnest(ARRAY['USAGE', 'SELECT', 'UPDATE']) AS p
              WHERE CASE WHEN o.relkind = 'S' THEN has_sequence_privilege(i.oid, o.oid, p) END
              UNION ALL
              SELECT i.oid, i.rolname, f.oid, f.name, f.proowner, p, p || ' on ' || f.name, ''
              FROM identity i, our_functions f, unnest(ARRAY['EXECUTE', 'EXECUTE WITH GRANT OPTION']) AS p
              WHERE has_function_privilege(i.oid, f.oid, p)
                  AND NOT EXISTS (SELECT FROM wanted WHERE function = f.oid AND privilege = p)
              UNION ALL
              SELECT i.oid, i.rolname, s.oid, 'the schema ' || s.nspname, s.nspowner, 'CREATE',
                  'CREATE on the schema ' || s.nspname, ''
              FROM identity i, schema s WHERE has_schema_privilege(i.oid, s.oid, 'CREATE')
          ),
          grants AS (
              SELECT o.oid AS object, '' AS col, a.* FROM ours o, aclexplode(o.relacl) a
              UNION ALL
              SELECT o.oid, t.attname, a.*
              FROM ours o JOIN pg_attribute t ON t.attrelid = o.oid, aclexplode(t.attacl) a
              UNION ALL
              SELECT f.oid, '', a.* FROM our_functions f, aclexplode(f.proacl) a
              UNION ALL
              SELECT s.oid, '', a.* FROM schema s, aclexplode(s.nspacl) a
          )
          SELECT h.text, h.name, h.rolname, h.rolname <> g.rolname AS by_membership,
              h.owner = h.role AS by_ownership,
              (SELECT pg_get_userbyid(a.grantor) || CASE a.grantee WHEN 0 THEN ' to PUBLIC' ELSE '' END
                  FROM grants a WHERE a.object = h.object AND a.col IN ('', h.col) AND a.grantee IN (0, g.oid)
                      AND a.privilege_type = split_part(h.privilege, ' WITH', 1)
                  ORDER BY a.grantee DESC LIMIT 1) AS grantor
          FROM grantee g, held h
          ORDER BY by_membership DESC, h.rolname, by_ownership DESC, h.privilege LIKE '% WITH %', h.text
          """;

  private static final List<String> ON_TABLES =
      List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER");
  private static final List<String> ON_COLUMNS =
      List.of("SELECT", "INSERT", "UPDATE", "REFERENCES");
  private static final int WITH_MAINTAIN = 17;

  private ExcessRights() {}

  /**
   * @param tables the names of the service's tables, by which their owner is known
   * @param functions the signatures of the functions that roles need
   * @return one line that names the first and says what to do
   */
  static Optional<String> of(
      Connection connection, Grants.Grantee grantee, String[] tables, String[] functions)
      throws SQLException {
    try (var select = connection.prepareStatement(EXCESS)) {
      select.setArray(1, connection.createArrayOf("text", tables));
      select.setArray(2, connection.createArrayOf("text", functions));
      select.setString(3, grantee.role());
      var rights = Right.columns(grantee.rights());
      for (int i = 0; i < rights.length; i++) {
        select.setArray(4 + i, connection.createArrayOf("text", rights[i]));
      }
      select.setArray(
          7, connection.createArrayOf("text", withOptions(tablePrivileges(connection))));
      select.setArray(8, connection.createArrayOf("text", withOptions(ON_COLUMNS)));
      try (var row = select.executeQuery()) {
        return row.next() ? Optional.of(line(grantee.role(), row)) : Optional.empty();
      }
    }
  }

  private static List<String> tablePrivileges(Connection connection) throws SQLException {
    var privileges = new ArrayList<>(ON_TABLES);
    if (connection.getMetaData().getDatabaseMajorVersion() >= WITH_MAINTAIN) {
      privileges.add("MAINTAIN");
    }
    return privileges;
  }

  /** To pass a right on is a right of its own. */
  private static String[] withOptions(List<String> privileges) {
    return privileges.stream()
        .flatMap(privilege -> Stream.of(privilege, privilege + " WITH GRANT OPTION"))
        .toArray(String[]::new);
  }

  private static String line(String role, ResultSet row) throws SQLException {
    var right = row.getString("text");
    if (row.getBoolean("by_membership")) {
      return "The role %s has too much: it is a member of %s, which has %s. Take it out of that role"
          .formatted(role, row.getString("rolname"), right);
    }
    if (row.getBoolean("by_ownership")) {
      return "The role %s has too much: it owns %s. Give that to the owner of the tables"
          .formatted(role, row.getString("name"));
    }
    var grantor = row.getString("grantor");
    return "The role %s has too much: %s%s. Take it back as that role or as a superuser"
        .formatted(role, right, grantor == null ? "" : ", granted by " + grantor);
  }
}
