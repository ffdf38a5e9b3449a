package dev.latchkey.attempts;

import dev.latchkey.directory.Tally;
import java.time.Duration;

/**
 * How many attempts a network has, and how fast they come back. A caller can take any number of
 * narrow networks out of a wide one. So a wide network has only a few times the attempts of a
 * narrow one.
 *
 * @param attempts of the narrowest network; 0 means no limit
 * @param recovery how long until one attempt of it comes back; those of wider networks come back
 *     faster, as they have more
 */
record NetworkLimit(int attempts, Duration recovery) {

  private static final double NANOS_PER_SECOND = 1e9;

  static NetworkLimit of(AttemptsConfig config) {
    return new NetworkLimit(config.perNetwork(), config.networkRecovery());
  }

  boolean isOn() {
    return attempts > 0;
  }

  /** The limit of one of a client's networks. */
  NetworkLimit at(Level level) {
    return new NetworkLimit(attempts * level.times, recovery.dividedBy(level.times));
  }

  /** How many failures are forgotten in a second. */
  double leak() {
    return NANOS_PER_SECOND / recovery.toNanos();
  }

  /** After this time without a failure nothing is left of them. */
  Duration memory() {
    return recovery.multipliedBy(attempts);
  }

  /** How long until there is an attempt again; zero or less where there is one. */
  Duration left(Tally tally) {
    double excess = tally.failures() + 1 - attempts;
    return Duration.ofNanos((long) (excess * recovery.toNanos())).minus(tally.age());
  }

  /** How wide a network is among those of its client. */
  enum Level {
    NARROWEST(1),
    BETWEEN(4),
    /**
     * Sixteen times, because strangers may share it: one access has an IPv6 network of 56 bits, but
     * not an IPv4 network of 24.
     */
    WIDEST(16);

    /** The attempts of such a network, compared with the narrowest. */
    private final int times;

    Level(int times) {
      this.times = times;
    }

    /**
     * @param i the place among a client's networks, the widest first
     */
    static Level of(int i, int networks) {
      return i == networks - 1 ? NARROWEST : i == 0 ? WIDEST : BETWEEN;
    }
  }
}
