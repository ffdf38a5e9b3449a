package dev.latchkey.directory;

import dev.latchkey.settings.Settings;
import io.vertx.pgclient.PgConnectOptions;
import java.util.Set;

/**
 * A pooler between this service and PostgreSQL that gives each transaction another connection, such
 * as PgBouncer in transaction mode. A prepared statement is then not there when it is used again.
 */
final class TransactionPooler {

  /** What is wrong where there is one, and no setting says so. */
  static final String PROBLEM =
      "There is a pooler before the database that shares its connections: set "
          + Settings.both("latchkey.directory.transaction-pooler")
          + " to true";

  /** PgBouncer refuses each parameter at the start of a connection that it does not keep. */
  private static final String PROTOCOL_VIOLATION = "08P01";

  /** There is no such prepared statement, or there is one already. */
  private static final Set<String> FORGOTTEN = Set.of("26000", "42P05");

  private TransactionPooler() {}

  /**
   * Each statement is parsed in the transaction that it runs in, and no parameter is sent that a
   * pooler does not know. (Nothing here reads a number with a fraction.)
   */
  static void prepare(PgConnectOptions options) {
    options.setCachePreparedStatements(false).setUseLayer7Proxy(true);
    options.getProperties().remove("extra_float_digits");
  }

  /** Whether a connection could not begin, or lost its statements, because of a pooler. */
  static boolean isCauseOf(Throwable failure) {
    String state = Outage.stateIn(failure);
    return state != null && (FORGOTTEN.contains(state) || state.equals(PROTOCOL_VIOLATION));
  }

  /** What callers are told of a statement that stays stale on each new connection. */
  static DirectoryUnavailableException explain(Throwable failure) {
    return isCauseOf(failure)
        ? DirectoryUnavailableException.behindPooler()
        : new DirectoryUnavailableException(failure);
  }
}
