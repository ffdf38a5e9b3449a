package dev.latchkey.login;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Tells that the database is away: at once, then every ten seconds while it is, and not with every
 * login, of which there may be thousands. Thread-safe.
 */
final class OutageLog {

  private static final Logger LOG = Logger.getLogger(OutageLog.class);
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanos;
  private boolean told;
  private long toldAt;
  private long untold;

  /**
   * @param nanos monotonic time, as of {@link System#nanoTime}
   */
  OutageLog(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void report(Throwable failure) {
    long logins = count();
    if (logins > 0) {
      LOG.warnf(
          "%s: %s (%d logins refused since this was last said)",
          failure.getMessage(), failure.getCause(), logins);
    }
  }

  /** How many there are to tell of; 0 where it is not time yet. */
  private synchronized long count() {
    untold++;
    long now = nanos.getAsLong();
    if (told && now - toldAt < PAUSE) {
      return 0;
    }
    told = true;
    toldAt = now;
    long count = untold;
    untold = 0;
    return count;
  }
}
