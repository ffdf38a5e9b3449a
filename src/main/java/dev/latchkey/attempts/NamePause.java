package dev.latchkey.attempts;

import dev.latchkey.directory.Tally;
import java.time.Duration;

/**
 * How long a name is refused from one network after its failures.
 *
 * @param failures how many are free
 * @param delay after these
 * @param maxDelay each further failure doubles the delay, up to this
 */
record NamePause(int failures, Duration delay, Duration maxDelay) {

  /** Doubled more often than this, every delay is beyond the longest. */
  private static final int MOST_DOUBLINGS = 40;

  static NamePause of(AttemptsConfig config) {
    return new NamePause(config.nameFailures(), config.nameDelay(), config.nameMaxDelay());
  }

  /** What is left of the pause; zero or less where there is none. */
  Duration left(Tally tally) {
    long beyond = Math.round(tally.failures()) - failures;
    if (beyond < 0) {
      return Duration.ZERO;
    }
    return doubled(Math.min(beyond, MOST_DOUBLINGS)).minus(tally.age());
  }

  private Duration doubled(long times) {
    Duration time = delay;
    for (long i = 0; i < times && time.compareTo(maxDelay) < 0; i++) {
      time = time.multipliedBy(2);
    }
    return time.compareTo(maxDelay) < 0 ? time : maxDelay;
  }
}
