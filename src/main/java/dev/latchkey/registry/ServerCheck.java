package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What all statements rest on, and no statement says: the version of PostgreSQL, the encoding of
 * the database, and what is set for it or for the role. It is asked before anything else is done.
 */
final class ServerCheck {

  private static final int OLDEST = 15;

  private static final String SETTINGS =
      """
      SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version'),
          current_setting('server_encoding'), current_setting('standard_conforming_strings'),
          current_setting('transaction_isolation'),
          pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean,
          current_schema() IS NULL AND NOT EXISTS (SELECT FROM pg_namespace
              WHERE nspname = ANY (SELECT trim(both ' "' FROM s)
                  FROM unnest(string_to_array(current_setting('search_path'), ',')) AS s))
      """;

  private ServerCheck() {}

  /**
   * For those who only read as well.
   *
   * @throws DatabaseException in one line that says what to do
   */
  static void requireReadable(Connection connection) throws SQLException {
    ask(connection, false);
  }

  /**
   * The same, and it must take writes.
   *
   * @throws DatabaseException in one line that says what to do
   */
  static void requireWritable(Connection connection) throws SQLException {
    ask(connection, true);
  }

  private static void ask(Connection connection, boolean toWrite) throws SQLException {
    try (var select = connection.prepareStatement(SETTINGS);
        var row = select.executeQuery()) {
      row.next();
      judge(row);
      require(
          !toWrite || !row.getBoolean(6),
          "The database takes no writes: it is a standby, or read-only for this user."
              + " LATCHKEY_DATABASE_URL must lead to the server that takes writes");
    }
  }

  private static void judge(ResultSet row) throws SQLException {
    require(
        row.getInt(1) >= OLDEST,
        "PostgreSQL %s is too old: Latchkey needs %d or newer",
        tame(row.getString(2)),
        OLDEST);
    require(
        row.getString(3).equals("UTF8"),
        "The database has the encoding %s, which cannot hold every name: make one with"
            + " CREATE DATABASE latchkey ENCODING 'UTF8' TEMPLATE template0",
        row.getString(3));
    require(
        row.getString(4).equals("on"),
        "standard_conforming_strings is off for this database or user: set it to on");
    require(
        row.getString(5).equals("read committed"),
        "default_transaction_isolation is %s for this database or user: set it to read committed",
        row.getString(5));
    require(
        !row.getBoolean(7),
        "The schema that currentSchema in LATCHKEY_DATABASE_URL or search_path names does not exist:"
            + " make it with CREATE SCHEMA ... AUTHORIZATION, as the owner of the tables");
  }

  private static String tame(String version) {
    return version.replaceAll("[^0-9A-Za-z. ]", "?");
  }

  private static void require(boolean holds, String problem, Object... values) {
    if (!holds) {
      throw new DatabaseException(problem.formatted(values));
    }
  }
}
