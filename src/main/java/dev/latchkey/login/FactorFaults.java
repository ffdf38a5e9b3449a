package dev.latchkey.login;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Tells the operator of second factors that cannot be read, at most every ten seconds: their users
 * may try again and again. Thread-safe.
 */
final class FactorFaults {

  private static final Logger LOG = Logger.getLogger(FactorFaults.class);

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final LongSupplier nanos;
  private long toldAt;

  /**
   * @param nanos monotonic time, as of {@link System#nanoTime}
   */
  FactorFaults(LongSupplier nanos) {
    this.nanos = nanos;
    this.toldAt = nanos.getAsLong() - PAUSE.toNanos();
  }

  /**
   * @param fault whose message names the key, and nothing of a secret
   */
  void tell(RuntimeException fault) {
    if (isDue()) {
      LOG.errorf("A second factor cannot be checked: %s", fault.getMessage());
    }
  }

  private synchronized boolean isDue() {
    long now = nanos.getAsLong();
    boolean due = now - toldAt >= PAUSE.toNanos();
    if (due) {
      toldAt = now;
    }
    return due;
  }
}
