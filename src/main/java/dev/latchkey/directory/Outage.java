package dev.latchkey.directory;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from a statement that is wrong. */
final class Outage {

  /**
   * SQLSTATE classes (PostgreSQL manual, appendix A): connection exception, invalid authorization,
   * insufficient resources, operator intervention, system error.
   */
  private static final Set<String> CLASSES = Set.of("08", "28", "53", "57", "58");

  private Outage() {}

  static boolean isOne(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      String state = state(t);
      if (state != null) {
        return CLASSES.contains(state.substring(0, 2));
      }
      if (t instanceof IOException
          || t instanceof TimeoutException
          || t instanceof VertxException) {
        return true;
      }
    }
    return false;
  }

  /** Hibernate turns some of the driver's failures into those of JDBC, without a cause. */
  private static @Nullable String state(Throwable failure) {
    if (failure instanceof PgException driver) {
      return driver.getSqlState();
    }
    return failure instanceof SQLException jdbc ? jdbc.getSQLState() : null;
  }
}
