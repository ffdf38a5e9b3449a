package dev.latchkey.directory;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that is away from a statement that is wrong. The kinds of failure are those that
 * the sources of vertx-pg-client, vertx-sql-client and Hibernate Reactive's pool make.
 */
final class Outage {

  /**
   * SQLSTATE classes (PostgreSQL manual, appendix A): connection exception, invalid transaction
   * state (a time limit of the server ended the connection), invalid authorization, unknown
   * database, transaction rollback (a standby gave the statement up), insufficient resources,
   * operator intervention, system error.
   */
  private static final Set<String> CLASSES = Set.of("08", "25", "28", "3D", "40", "53", "57", "58");

  /** After these the server closes the connection, or never lets it begin. */
  private static final Set<String> ENDS_CONNECTION = Set.of("FATAL", "PANIC");

  /**
   * The client's steps to a connection. What they throw has no type of its own, only a place: a
   * server that refuses TLS is an {@link Exception}, one that wants another authentication an
   * {@link UnsupportedOperationException}, a client that was closed an {@link
   * IllegalStateException}.
   */
  private static final Set<String> STEPS_TO_A_CONNECTION =
      Set.of(
          "io.vertx.core.net.impl.NetClientImpl",
          "io.vertx.pgclient.impl.InitiateSslHandler",
          "io.vertx.pgclient.impl.auth.scram.ScramSessionImpl");

  private static final String DECODER = "io.vertx.pgclient.impl.codec.PgDecoder";
  private static final String AUTHENTICATION = "decodeAuthentication";

  private Outage() {}

  static boolean isOne(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof PgException driver && ENDS_CONNECTION.contains(driver.getSeverity())) {
        return true;
      }
      String state = state(t);
      if (state != null) {
        return state.length() == 5 && CLASSES.contains(state.substring(0, 2));
      }
      if (isLostConnection(t)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLostConnection(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof TimeoutException
        || failure instanceof java.util.concurrent.TimeoutException
        || failure instanceof VertxException
        || (failure instanceof NoStackTraceThrowable && !isWrongParameter(failure))
        || Arrays.stream(failure.getStackTrace()).limit(1).anyMatch(Outage::isStepToAConnection);
  }

  /**
   * The client makes a {@link NoStackTraceThrowable} of each failure that is only a text. Those of
   * connections ("Connection is not active now", "Pending requests failed to be sent", "Timeout",
   * "Pool closed") and those of parameters that do not fit the statement differ by their text
   * alone.
   */
  private static boolean isWrongParameter(Throwable failure) {
    var text = String.valueOf(failure.getMessage());
    return text.startsWith("Parameter at position[")
        || text.startsWith("The number of parameters to execute ");
  }

  /** The pool gave a connection out that was just closed: nobody has seen the statement. */
  static boolean isBeforeTheStatement(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof NoStackTraceThrowable
          && String.valueOf(t.getMessage()).startsWith("Connection is not active now")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStepToAConnection(StackTraceElement step) {
    return STEPS_TO_A_CONNECTION.contains(step.getClassName())
        || (step.getClassName().equals(DECODER) && step.getMethodName().equals(AUTHENTICATION));
  }

  /** The outermost SQLSTATE of a failure and its causes; null where there is none. */
  static @Nullable String stateIn(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      String state = state(t);
      if (state != null) {
        return state;
      }
    }
    return null;
  }

  /** Hibernate turns some of the driver's failures into those of JDBC, without a cause. */
  static @Nullable String state(Throwable failure) {
    if (failure instanceof PgException driver) {
      return driver.getSqlState();
    }
    return failure instanceof SQLException jdbc ? jdbc.getSQLState() : null;
  }
}
