package dev.latchkey.directory;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether the database has answered a login lately, and none has failed since. Thread-safe. */
@Singleton
final class LastAnswer {

  static final Duration LATELY = Duration.ofSeconds(5);

  private final LongSupplier nanos;
  private volatile long at;
  private volatile boolean there;

  @Inject
  LastAnswer() {
    this(System::nanoTime);
  }

  LastAnswer(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void answered() {
    at = nanos.getAsLong();
    there = true;
  }

  void failed() {
    there = false;
  }

  boolean isRecent() {
    return there && nanos.getAsLong() - at < LATELY.toNanos();
  }
}
