package dev.latchkey.registry;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a role may do with a table.
 *
 * @param privilege as in {@code GRANT}
 * @param column the only column that it is for; empty for the whole table
 */
record Right(String privilege, String table, String column) {

  static List<Right> on(String table, String... privileges) {
    return Stream.of(privileges).map(privilege -> new Right(privilege, table, "")).toList();
  }

  static List<Right> onColumns(String table, String privilege, String... columns) {
    return Stream.of(columns).map(column -> new Right(privilege, table, column)).toList();
  }

  /** As PostgreSQL's functions unnest it: tables, privileges, columns. */
  static String[][] columns(List<Right> rights) {
    return new String[][] {
      rights.stream().map(Right::table).toArray(String[]::new),
      rights.stream().map(Right::privilege).toArray(String[]::new),
      rights.stream().map(Right::column).toArray(String[]::new)
    };
  }

  /** As people say it: {@code UPDATE (status) on users}. */
  @Override
  public String toString() {
    return privilege + (column.isEmpty() ? "" : " (" + column + ")") + " on " + table;
  }
}
