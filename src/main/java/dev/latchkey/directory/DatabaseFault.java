package dev.latchkey.directory;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why the database cannot be used, as one line for the operator, whichever driver says so. Nothing
 * of a driver's message is repeated: it promises nothing about what it quotes.
 */
public final class DatabaseFault {

  /** PostgreSQL does not translate the name of its file. */
  private static final String ACCESS_FILE = "pg_hba.conf";

  private DatabaseFault() {}

  /** Empty where neither TLS nor the SQLSTATE of the failure says what is to be done. */
  public static Optional<String> explain(Throwable failure) {
    return TlsFault.explain(failure).or(() -> byState(failure));
  }

  private static Optional<String> byState(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String state = Outage.state(cause);
      if (state != null) {
        return Optional.ofNullable(line(state, String.valueOf(cause.getMessage())));
      }
    }
    return Optional.empty();
  }

  private static @Nullable String line(String state, String message) {
    return switch (state) {
      case "28000", "28P01" ->
          message.contains(ACCESS_FILE)
              ? "pg_hba.conf of the database has no line for this user, database and address: where it"
                  + " takes only TLS, write sslmode=verify-full and sslrootcert into LATCHKEY_DATABASE_URL"
              : "The database refuses the user: check LATCHKEY_DATABASE_USERNAME and"
                  + " LATCHKEY_DATABASE_PASSWORD";
      // It wants a password and none is set
      case "08004" ->
          "The database refuses the connection: check LATCHKEY_DATABASE_USERNAME and"
              + " LATCHKEY_DATABASE_PASSWORD, and the parameters in LATCHKEY_DATABASE_URL";
      case "3D000" -> "The database does not exist: check the name in LATCHKEY_DATABASE_URL";
      case "25006" ->
          "The database takes no writes: it is a standby, or read-only for this user."
              + " LATCHKEY_DATABASE_URL must lead to the server that takes writes";
      case "53300" ->
          "The database takes no more connections: raise max_connections, or lower"
              + " QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE";
      case "57P03" -> "The database is starting or stopping: try again when it has";
      default -> null;
    };
  }
}
