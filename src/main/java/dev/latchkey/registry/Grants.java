package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives the roles that are configured exactly what they need, and takes the rest from them and from
 * PUBLIC: on the tables, their columns, the sequences, the functions and the schema, and what the
 * owner's default privileges would give on those to come. Other roles, such as one for backups,
 * keep what they have.
 *
 * <p>All of it happens in the caller's transaction: a service that runs meanwhile has its rights
 * before and after.
 */
final class Grants {

  // Of two that change the rights on a table at once, PostgreSQL fails one ("tuple concurrently
  // updated"). The lock ends with the transaction.
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtext('latchkey'), hashtext('grants'))";

  private static final String IS_NEWER =
      """
      SELECT EXISTS (SELECT FROM flyway_schema_history
          WHERE success AND string_to_array(version, '.')::int[] > string_to_array(?, '.')::int[])
      """;

  private static final String ROLE = "SELECT rolsuper FROM pg_roles WHERE rolname = ?";

  private static final String OURS =
      "WITH "
          + OurObjects.RELATIONS
          + ","
          + OurObjects.FUNCTIONS
          + """
          SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
              quote_ident(current_schema()) || '.' || quote_ident(relname), relname,
              pg_get_userbyid(relowner), pg_has_role(relowner, 'USAGE') FROM ours
          UNION ALL
          SELECT 'ROUTINE', quote_ident(current_schema()) || '.' || name, name,
              pg_get_userbyid(proowner), pg_has_role(proowner, 'USAGE') FROM our_functions
          ORDER BY 1, 2
          """;

  // Who owns the schema, or may pass on its use.
  private static final String SCHEMA =
      """
      SELECT quote_ident(current_schema()),
          has_schema_privilege(current_schema(), 'USAGE WITH GRANT OPTION')
      """;

  private static final String DEFAULTS =
      "WITH "
          + OurObjects.RELATIONS
          + """
      SELECT DISTINCT quote_ident(pg_get_userbyid(d.defaclrole)), coalesce(quote_ident(n.nspname), ''),
          CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' ELSE 'FUNCTIONS' END
      FROM pg_default_acl d
      LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
      CROSS JOIN aclexplode(d.defaclacl) a
      LEFT JOIN pg_roles r ON r.oid = a.grantee
      WHERE d.defaclobjtype IN ('r', 'S', 'f') AND pg_has_role(d.defaclrole, 'USAGE')
          AND (pg_get_userbyid(d.defaclrole) = current_user OR d.defaclrole IN (SELECT relowner FROM ours))
          AND (n.nspname IS NULL OR n.nspname = current_schema())
          AND (a.grantee = 0 OR r.rolname = ANY (?))
      """;

  private final List<Grantee> grantees;

  Grants(List<Grantee> grantees) {
    this.grantees = grantees;
  }

  /**
   * Who is given what.
   *
   * @param variable the environment variable that names the role
   */
  record Grantee(String role, String variable, List<Right> rights) {}

  static Grants of(DatabaseConfig config) {
    return new Grants(
        Stream.of(
                config.serviceRole().map(role -> grantee(role, DatabaseRole.SERVICE)),
                config.operatorRole().map(role -> grantee(role, DatabaseRole.OPERATOR)))
            .flatMap(Optional::stream)
            .toList());
  }

  private static Grantee grantee(String role, DatabaseRole use) {
    return new Grantee(role, use.variable(), use.rights());
  }

  /** Whether one role does everything: then rights are nobody's business here. */
  boolean isEmpty() {
    return grantees.isEmpty();
  }

  /**
   * Looks at the roles before anything is changed.
   *
   * @throws DatabaseException when a role is not one that rights can be given to
   */
  void requireRoles(Connection connection) throws SQLException {
    if (grantees.stream().map(Grantee::role).distinct().count() < grantees.size()) {
      throw new DatabaseException(
          "%s name the same role, %s: the service must not have the operator's rights"
              .formatted(
                  grantees.stream().map(Grantee::variable).collect(Collectors.joining(" and ")),
                  grantees.get(0).role()));
    }
    var user = MissingRights.currentUser(connection);
    for (var grantee : grantees) {
      if (grantee.role().equals(user)) {
        throw new DatabaseException(
            "%s names %s, the role that migrates: run the command migrate as the owner of the tables,"
                    .formatted(grantee.variable(), user)
                + " and set LATCHKEY_MIGRATE_AT_START=false for the service and the commands");
      }
      requireRole(connection, grantee);
    }
  }

  private static void requireRole(Connection connection, Grantee grantee) throws SQLException {
    try (var select = connection.prepareStatement(ROLE)) {
      select.setString(1, grantee.role());
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          throw new DatabaseException(
              "The role %s does not exist: create it, or correct %s"
                  .formatted(grantee.role(), grantee.variable()));
        }
        if (row.getBoolean(1)) {
          throw new DatabaseException(
              "The role %s is a superuser, who may do everything: make another role, and name it in %s"
                  .formatted(grantee.role(), grantee.variable()));
        }
      }
    }
  }

  /**
   * Changes the rights on the schema, which is up to date. A newer one is left as it is: only the
   * version that made it knows what it needs.
   *
   * @return what a role has too much or lacks even so, in one line that says what to do
   */
  Optional<String> apply(Connection connection) throws SQLException {
    requireRoles(connection);
    execute(connection, List.of(LOCK));
    if (isNewer(connection)) {
      return Optional.empty();
    }
    takeBack(connection);
    give(connection);
    return problem(connection);
  }

  private static boolean isNewer(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement(IS_NEWER)) {
      select.setString(1, Schema.NEWEST);
      try (var row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private void takeBack(Connection connection) throws SQLException {
    var statements = new ArrayList<String>();
    try (var select = connection.prepareStatement(OURS)) {
      select.setArray(1, connection.createArrayOf("text", tables()));
      select.setArray(2, connection.createArrayOf("text", functions()));
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          requireOwner(rows);
          // This takes the columns with it.
          statements.add(
              "REVOKE ALL ON %s %s FROM %s, PUBLIC CASCADE"
                  .formatted(rows.getString(1), rows.getString(2), roles()));
        }
      }
    }
    statements.addAll(defaultPrivileges(connection));
    execute(connection, statements);
  }

  private static void requireOwner(ResultSet row) throws SQLException {
    if (!row.getBoolean(5)) {
      throw new DatabaseException(
          "The role that migrates does not own %s, which belongs to %s: run the command migrate as %s"
              .formatted(row.getString(3), row.getString(4), row.getString(4)));
    }
  }

  private List<String> defaultPrivileges(Connection connection) throws SQLException {
    var statements = new ArrayList<String>();
    try (var select = connection.prepareStatement(DEFAULTS)) {
      select.setArray(1, connection.createArrayOf("text", tables()));
      select.setArray(
          2, connection.createArrayOf("text", grantees.stream().map(Grantee::role).toArray()));
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var schema = rows.getString(2).isEmpty() ? "" : " IN SCHEMA " + rows.getString(2);
          statements.add(
              "ALTER DEFAULT PRIVILEGES FOR ROLE %s%s REVOKE ALL ON %s FROM %s, PUBLIC CASCADE"
                  .formatted(rows.getString(1), schema, rows.getString(3), roles()));
        }
      }
    }
    return statements;
  }

  private void give(Connection connection) throws SQLException {
    var statements = new ArrayList<String>();
    try (var select = connection.prepareStatement(SCHEMA);
        var row = select.executeQuery()) {
      if (row.next() && row.getBoolean(2)) {
        var schema = row.getString(1);
        statements.add("REVOKE ALL ON SCHEMA %s FROM %s CASCADE".formatted(schema, roles()));
        statements.add("REVOKE CREATE ON SCHEMA %s FROM PUBLIC CASCADE".formatted(schema));
        statements.add("GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, roles()));
      }
    }
    for (var grantee : grantees) {
      for (var right : grantee.rights()) {
        statements.add(grant(right, grantee.role()));
      }
    }
    execute(connection, statements);
  }

  private static String grant(Right right, String role) {
    return "GRANT %s%s ON %s TO %s"
        .formatted(
            right.privilege(),
            right.column().isEmpty() ? "" : " (" + quoted(right.column()) + ")",
            right.isOnFunction() ? "FUNCTION " + right.object() : quoted(right.object()),
            quoted(role));
  }

  private Optional<String> problem(Connection connection) throws SQLException {
    for (var grantee : grantees) {
      var missing = MissingRights.of(connection, grantee.role(), grantee.rights());
      if (!missing.isEmpty()) {
        return Optional.of(
            "The role that migrates may not give %s to %s: run the command migrate as the owner of the schema"
                .formatted(MissingRights.names(missing), grantee.role()));
      }
      var excess = ExcessRights.of(connection, grantee, tables(), functions());
      if (excess.isPresent()) {
        return excess;
      }
    }
    return Optional.empty();
  }

  private String[] tables() {
    return objects(right -> !right.isOnFunction());
  }

  private String[] functions() {
    return objects(Right::isOnFunction);
  }

  private String[] objects(Predicate<Right> kind) {
    return grantees.stream()
        .flatMap(grantee -> grantee.rights().stream())
        .filter(kind)
        .map(Right::object)
        .distinct()
        .toArray(String[]::new);
  }

  private String roles() {
    return grantees.stream().map(g -> quoted(g.role())).collect(Collectors.joining(", "));
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
