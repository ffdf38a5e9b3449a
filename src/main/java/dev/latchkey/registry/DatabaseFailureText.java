package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.DatabaseFault;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the database says, as one line for the operator. */
final class DatabaseFailureText {

  private static final String CONNECTION = "08";

  private DatabaseFailureText() {}

  /**
   * @param url where the database is, of which no more than host and port is repeated
   */
  static DatabaseException of(SQLException failure, Optional<String> url) {
    return new DatabaseException(explain(failure, url));
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
