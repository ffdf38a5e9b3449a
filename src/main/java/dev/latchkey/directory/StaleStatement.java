package dev.latchkey.directory;

import java.util.Set;

/**
 * Prepared statements that are not what the client remembers. The type of a column changed, a
 * pooler gave the server's side to somebody else, or somebody discarded them. The client would fail
 * with each further use of the connection; a new connection prepares anew.
 */
final class StaleStatement {

  /**
   * SQLSTATE (PostgreSQL manual, appendix A): a cached plan must not change its result type, there
   * is no such prepared statement, there is one already.
   */
  private static final Set<String> STATES = Set.of("0A000", "26000", "42P05");

  private StaleStatement() {}

  static boolean isCauseOf(Throwable failure) {
    String state = Outage.stateIn(failure);
    return state != null && STATES.contains(state);
  }
}
