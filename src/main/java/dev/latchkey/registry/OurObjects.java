package dev.latchkey.registry;

/**
 * What is the service's in the schema: what the owner of its tables, or the role that migrates, has
 * there. An extension may have put its own there.
 */
final class OurObjects {

  /**
   * {@code ours}, for a WITH: the tables, views and sequences. Its one parameter is the names of
   * the tables, as an array.
   */
  static final String RELATIONS =
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

  /**
   * {@code our_functions}, after {@link #RELATIONS}: the functions, procedures and aggregates. A
   * function that nobody gave rights on has no list of them, and everybody may execute it. Its one
   * parameter is the functions that roles need, as an array of signatures: another's function of
   * that name would be ours in vain.
   */
  static final String FUNCTIONS =
      """
      our_functions AS (
          SELECT p.oid, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner)) AS proacl,
              quote_ident(p.proname) || '(' || (
                  SELECT coalesce(string_agg(format_type(t, NULL), ', ' ORDER BY i), '')
                  FROM unnest(p.proargtypes) WITH ORDINALITY AS parameter (t, i)) || ')' AS name
          FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE n.nspname = current_schema()
              AND (pg_get_userbyid(p.proowner) = current_user OR p.proowner IN (SELECT relowner FROM ours)
                  OR p.oid IN (SELECT to_regprocedure(quote_ident(n.nspname) || '.' || s) FROM unnest(?::text[]) s))
              AND NOT EXISTS (SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
      )
      """;

  private OurObjects() {}
}
