package dev.latchkey.attempts;

import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * How long each key is refused, as far as this process knows: only the first refusal costs a query.
 * What is pushed out for lack of room is still known to the database. Thread-safe.
 */
final class Pauses {

  private static final Object PAUSE = new Object();

  private final Expiring<Object> pauses;

  /**
   * @param nanos monotonic time since any moment; never negative
   */
  Pauses(int capacity, LongSupplier nanos) {
    this.pauses = new Expiring<>(capacity, nanos);
  }

  /** A pause that is known and longer stays. One of no time is none. */
  synchronized void begin(UUID key, Duration time) {
    if (time.compareTo(of(key)) > 0) {
      pauses.put(key, PAUSE, pauses.now() + time.toNanos());
    }
  }

  synchronized void end(UUID key) {
    pauses.remove(key);
  }

  /** How long a key is still refused; zero where it is not. */
  synchronized Duration of(UUID key) {
    var pause = pauses.get(key);
    return pause == null ? Duration.ZERO : Duration.ofNanos(pause.end() - pauses.now());
  }
}
