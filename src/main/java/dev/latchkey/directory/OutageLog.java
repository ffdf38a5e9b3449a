package dev.latchkey.directory;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Tells that requests fail for the database: at once, then every ten seconds while they do, and
 * once when it is over; not with every request, of which there may be thousands. An outage and a
 * fault of the schema are told apart. Thread-safe.
 */
final class OutageLog {

  private static final Logger LOG = Logger.getLogger(OutageLog.class);

  private static final String AVAILABLE = "The database is available again";

  private final Episode outage;
  private final Episode schemaFault;

  /**
   * @param nanos monotonic time, as of {@link System#nanoTime}
   */
  OutageLog(LongSupplier nanos) {
    this.outage = new Episode(nanos);
    this.schemaFault = new Episode(nanos);
  }

  /** Whether a look-up failed for a reason that is told here. */
  static boolean tells(Throwable failure) {
    return failure instanceof DirectoryUnavailableException
        || failure instanceof SchemaFaultException;
  }

  void report(Throwable failure) {
    boolean fault = failure instanceof SchemaFaultException;
    if (fault) { // the database answers
      report(outage.answer(), AVAILABLE);
    }
    long requests = (fault ? schemaFault : outage).fail();
    if (requests > 0) {
      LOG.logf(
          fault ? Level.ERROR : Level.WARN,
          "%s%s (%d requests refused since this was last said)",
          failure.getMessage(),
          failure.getCause() == null ? "" : ": " + failure.getCause(),
          requests);
    }
  }

  /** A look-up was answered, as nearly all are: it must cost nothing. */
  void answered() {
    report(outage.answer(), AVAILABLE);
    report(schemaFault.answer(), "The database fits this version again");
  }

  private static void report(Episode.@Nullable End end, String news) {
    if (end != null) {
      LOG.infof(
          "%s after %s s: %d requests were refused",
          news, String.format(Locale.ROOT, "%.1f", end.time().toMillis() / 1000.0), end.requests());
    }
  }

  /** From the first request that failed until requests succeed again. */
  private static final class Episode {

    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    /**
     * For as long no request must fail before it is over. Where some fail and others do not, there
     * would be a beginning and an end with each.
     */
    private static final long QUIET = Duration.ofSeconds(1).toNanos();

    record End(Duration time, long requests) {}

    private final LongSupplier nanos;
    private volatile boolean open;
    private boolean told;
    private long toldAt;
    private long untold;
    private long beganAt;
    private long failedAt;
    private boolean answered;
    private long answeredAt;
    private long requests;

    Episode(LongSupplier nanos) {
      this.nanos = nanos;
    }

    /** How many there are to tell of; 0 where it is not time yet. */
    synchronized long fail() {
      long now = nanos.getAsLong();
      if (!open) {
        open = true;
        beganAt = now;
        requests = 0;
      }
      failedAt = now;
      answered = false;
      requests++;
      untold++;
      if (told && now - toldAt < PAUSE) {
        return 0;
      }
      told = true;
      toldAt = now;
      long count = untold;
      untold = 0;
      return count;
    }

    /** What there is to tell of its end; null where there is nothing. */
    @Nullable End answer() {
      return open ? tryToEnd() : null;
    }

    private synchronized @Nullable End tryToEnd() {
      long now = nanos.getAsLong();
      if (!answered) {
        answered = true;
        answeredAt = now;
      }
      if (!open || now - failedAt < QUIET) {
        return null;
      }
      open = false;
      told = false;
      untold = 0;
      return new End(Duration.ofNanos(answeredAt - beganAt), requests);
    }
  }
}
