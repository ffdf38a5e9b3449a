package dev.latchkey.session;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * When the table of ended sessions is swept: by each process once a minute, while there are
 * logouts. Without them nothing is added to it. Thread-safe.
 */
final class Sweeping {

  private static final Logger LOG = Logger.getLogger(Sweeping.class);

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Supplier<Uni<Void>> sweep;
  private final LongSupplier nanos;
  private boolean running;
  private long sweptAt;

  /**
   * @param nanos monotonic time, as of {@link System#nanoTime}
   */
  Sweeping(Supplier<Uni<Void>> sweep, LongSupplier nanos) {
    this.sweep = sweep;
    this.nanos = nanos;
    this.sweptAt = nanos.getAsLong() - PAUSE.toNanos();
  }

  /** Begins one in the background; nobody waits for it. */
  void sweepIfDue() {
    if (isDue()) {
      sweep.get().subscribe().with(done -> end(), this::tell);
    }
  }

  private synchronized boolean isDue() {
    long now = nanos.getAsLong();
    if (running || now - sweptAt < PAUSE.toNanos()) {
      return false;
    }
    running = true;
    sweptAt = now;
    return true;
  }

  private synchronized void end() {
    running = false;
  }

  /** The next one may do it. */
  private void tell(Throwable failure) {
    LOG.warnf(
        "The table of ended sessions was not swept: %s%s",
        failure.getMessage(), failure.getCause() == null ? "" : ": " + failure.getCause());
    end();
  }
}
