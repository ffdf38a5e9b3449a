package dev.latchkey.directory;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells once that the check of the database fails, and once that it succeeds again; not with each
 * probe. Without logins there is no other line about it. Thread-safe.
 */
final class ReadinessLog {

  private static final Logger LOG = Logger.getLogger(ReadinessLog.class);

  private final LongSupplier nanos;
  private volatile @Nullable String problem;
  private long began;

  /**
   * @param nanos monotonic time, as of {@link System#nanoTime}
   */
  ReadinessLog(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * @param reason in a few words; another one is told as well
   */
  synchronized void unwell(String reason, Throwable failure) {
    if (reason.equals(problem)) {
      return;
    }
    if (problem == null) {
      began = nanos.getAsLong();
    }
    problem = reason;
    LOG.warnf("The check of the database fails: %s (%s)", reason, detail(failure));
  }

  private static String detail(Throwable failure) {
    return failure.toString().replaceAll("\\p{Cntrl}+", " ");
  }

  void well() {
    if (problem != null) {
      end();
    }
  }

  private synchronized void end() {
    if (problem != null) {
      problem = null;
      var time = Duration.ofNanos(nanos.getAsLong() - began);
      LOG.infof(
          "The check of the database succeeds again after %s s",
          String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0));
    }
  }
}
