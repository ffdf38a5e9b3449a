package dev.latchkey.registry;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a role may do with a table, or with a function.
 *
 * @param privilege as in {@code GRANT}; functions alone have {@link #EXECUTE}
 * @param object the name of a table; or a function with the types of its parameters
 * @param column the only column of the table that it is for; empty for the whole object
 */
record Right(String privilege, String object, String column) {

  static final String EXECUTE = "EXECUTE";

  static List<Right> on(String table, String... privileges) {
    return Stream.of(privileges).map(privilege -> new Right(privilege, table, "")).toList();
  }

  static List<Right> onColumns(String table, String privilege, String... columns) {
    return Stream.of(columns).map(column -> new Right(privilege, table, column)).toList();
  }

  /**
   * @param signature the name and the types of the parameters, as in {@code work(uuid, text)}
   */
  static List<Right> toExecute(String signature) {
    return List.of(new Right(EXECUTE, signature, ""));
  }

  boolean isOnFunction() {
    return privilege.equals(EXECUTE);
  }

  /** As PostgreSQL's functions unnest it: objects, privileges, columns. */
  static String[][] columns(List<Right> rights) {
    return new String[][] {
      rights.stream().map(Right::object).toArray(String[]::new),
      rights.stream().map(Right::privilege).toArray(String[]::new),
      rights.stream().map(Right::column).toArray(String[]::new)
    };
  }

  /** As people say it: {@code UPDATE (status) on users}. */
  @Override
  public String toString() {
    return privilege + (column.isEmpty() ? "" : " (" + column + ")") + " on " + object;
  }
}
