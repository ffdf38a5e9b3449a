package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.DatabaseFault;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the database says, as one line for the operator. */
final class DatabaseFailureText {

  private static final String CONNECTION = "08";

  /** Classes: wrong data, a constraint, a state such as read-only, a right, a limit, a trigger. */
  private static final Set<String> OF_STATEMENT = Set.of("22", "23", "25", "42", "54", "P0");

  private DatabaseFailureText() {}

  /**
   * @param url where the database is, of which no more than host and port is repeated
   */
  static DatabaseException of(SQLException failure, Optional<String> url) {
    return new DatabaseException(explain(cause(failure), url));
  }

  /** Whether the database is well and refuses what one statement has or does. */
  static boolean isOfStatement(SQLException failure) {
    return OF_STATEMENT.contains(state(cause(failure)).substring(0, 2));
  }

  /** A failed batch says no more than which statement it was. */
  private static SQLException cause(SQLException failure) {
    var next = failure instanceof BatchUpdateException ? failure.getNextException() : null;
    return next == null ? failure : next;
  }

  static boolean isLostConnection(SQLException failure) {
    return state(failure).startsWith(CONNECTION);
  }

  static String explain(SQLException failure, Optional<String> url) {
    return DatabaseFault.explain(failure).orElseGet(() -> otherwise(failure, url));
  }

  private static String otherwise(SQLException failure, Optional<String> url) {
    return switch (state(failure)) {
      case "42501" -> "The database user lacks a right: " + firstLine(failure);
      case "40P01" -> "Another command worked with the same names at the same time: try again";
      default ->
          isLostConnection(failure)
              ? "The database does not answer"
                  + url.flatMap(DatabaseAddress::hostAndPort).map(at -> " at " + at).orElse("")
                  + ": check LATCHKEY_DATABASE_URL and whether it runs"
              : "The database failed with SQLSTATE " + state(failure) + ": " + firstLine(failure);
    };
  }

  static String state(SQLException failure) {
    return Optional.ofNullable(failure.getSQLState()).orElse(CONNECTION + "000");
  }

  /** The lines below it may quote values. */
  static String firstLine(Throwable failure) {
    @Nullable String message = failure.getMessage();
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
