package dev.latchkey.registry;

/**
 * The tables, views and sequences of the service: what the owner of its tables, or the role that
 * migrates, has in the schema. An extension may have put its own there.
 */
final class OurRelations {

  /** {@code ours}, for a WITH; its one parameter is the names of the tables, as an array. */
  static final String SQL =
      """
      ours AS (
          SELECT c.oid, c.relname, c.relkind, c.relowner, c.relacl
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
              AND (pg_get_userbyid(c.relowner) = current_user
                  OR c.relowner IN (SELECT relowner FROM pg_class
                      WHERE relnamespace = n.oid AND relname = ANY (?)))
              AND NOT EXISTS (SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      )
      """;

  private OurRelations() {}
}
