package dev.latchkey.directory;

import org.jspecify.annotations.Nullable;

/** Tells tables and rights that do not fit from any other fault. */
final class SchemaFault {

  /** Syntax error or access rule violation (PostgreSQL manual, appendix A). */
  private static final String CLASS = "42";

  private SchemaFault() {}

  static boolean isOne(Throwable failure) {
    var fault = faultIn(failure);
    return fault != null;
  }

  /**
   * What PostgreSQL says quotes names of tables and columns; of the statement it knows only the
   * text, and not what a caller sent.
   */
  static SchemaFaultException of(Throwable failure) {
    var fault = faultIn(failure);
    var message = fault == null ? "" : String.valueOf(fault.getMessage());
    return new SchemaFaultException(message.replaceAll("\\p{Cntrl}", " "));
  }

  private static @Nullable Throwable faultIn(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      String state = Outage.state(t);
      if (state != null) {
        return state.startsWith(CLASS) ? t : null;
      }
    }
    return null;
  }
}
