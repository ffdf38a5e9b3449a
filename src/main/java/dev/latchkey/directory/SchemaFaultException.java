package dev.latchkey.directory;

/**
 * The database answers, but its tables or the rights of the service's role are not those that this
 * version needs: a column is gone, a right was taken away. No login can succeed before somebody
 * mends that. The message says what PostgreSQL misses, and nothing that a caller sent.
 */
public final class SchemaFaultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SchemaFaultException(String problem) {
    super("The database does not fit this version: " + problem, null, false, false);
  }
}
