package dev.latchkey.attempts;

import dev.latchkey.directory.FailureSweep;
import dev.latchkey.directory.FailureSweep.Limits;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * When the table of failures is swept, and whether it has room. Each process sweeps once a minute,
 * or after so many rows, while it writes failures. Thread-safe.
 */
final class Sweeping {

  private static final Logger LOG = Logger.getLogger(Sweeping.class);

  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** A sweep leaves a tenth of the rows free, for what replicas write until the next one. */
  private static final int FREE = 10;

  /** Each replica writes a hundredth of the rows at most between two sweeps. */
  private static final int ROWS_BETWEEN = 100;

  private final FailureSweep sweep;
  private final Limits limits;
  private final long rowsBetween;
  private final LongSupplier nanos;
  private boolean room = true;
  private boolean running;
  private long sweptAt;
  private long rows;

  Sweeping(AttemptsConfig config, FailureSweep sweep, LongSupplier nanos) {
    this.sweep = sweep;
    this.limits =
        new Limits(
            config.maxRows() - config.maxRows() / FREE,
            config.nameFailures(),
            config.perNetwork(),
            longest(config));
    this.rowsBetween = config.maxRows() / ROWS_BETWEEN;
    this.nanos = nanos;
    this.sweptAt = nanos.getAsLong();
  }

  private static Duration longest(AttemptsConfig config) {
    return config.nameMaxDelay().compareTo(config.networkRecovery()) > 0
        ? config.nameMaxDelay()
        : config.networkRecovery();
  }

  /**
   * @param more how many rows are about to be written
   * @return false where only what cannot be pushed out would be in the table
   */
  boolean hasRoom(int more) {
    boolean due;
    boolean answer;
    synchronized (this) {
      rows += more;
      long now = nanos.getAsLong();
      due = !running && (rows >= rowsBetween || now - sweptAt >= PAUSE.toNanos());
      if (due) {
        running = true;
        rows = 0;
        sweptAt = now;
      }
      answer = room;
    }
    if (due) {
      sweep.run(limits).subscribe().with(this::end, this::tell);
    }
    return answer;
  }

  /** The next sweep may do it. Until then it goes on as before. */
  private synchronized void tell(Throwable failure) {
    LOG.warnf(
        "The table of failures was not swept: %s%s",
        failure.getMessage(), failure.getCause() == null ? "" : ": " + failure.getCause());
    running = false;
  }

  private synchronized void end(boolean hasRoom) {
    if (room && !hasRoom) {
      LOG.warn("The table of failures is full: this process counts its own failures alone");
    }
    room = hasRoom;
    running = false;
  }
}
