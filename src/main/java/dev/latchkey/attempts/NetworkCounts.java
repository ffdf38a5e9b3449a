package dev.latchkey.attempts;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How many attempts the networks of clients have used. A caller can take any number of narrow
 * networks out of a wide one. So an attempt counts in each network that a client is in, and a wide
 * network has only a few times the attempts of a narrow one. Thread-safe.
 */
final class NetworkCounts {

  /** The attempts of a network between the widest and the narrowest, compared with the latter. */
  static final int BETWEEN = 4;

  /**
   * The attempts of the widest network, compared with the narrowest. Sixteen, because strangers may
   * share it: one access has an IPv6 network of 56 bits, but not an IPv4 network of 24.
   */
  static final int WIDEST = 16;

  private final Counts narrowest;
  private final Counts between;
  private final Counts widest;

  /**
   * @param limit how many attempts the narrowest network has, or {@link Counts#NONE}
   * @param recovery how long until one attempt of it comes back; those of wider networks come back
   *     faster, as they have more
   * @param capacity how many of the narrowest networks are remembered; a quarter of it for each
   *     wider kind
   */
  NetworkCounts(int limit, Duration recovery, int capacity, LongSupplier nanos) {
    this.narrowest = new Counts(limit, recovery, capacity, nanos);
    this.between = wider(BETWEEN, limit, recovery, capacity, nanos);
    this.widest = wider(WIDEST, limit, recovery, capacity, nanos);
  }

  private static Counts wider(
      int times, int limit, Duration recovery, int capacity, LongSupplier nanos) {
    return new Counts(limit * times, recovery.dividedBy(times), capacity / 4, nanos);
  }

  /**
   * Takes one attempt of each network.
   *
   * @param networks the widest first
   * @throws TooManyAttemptsException when one of them has none left; nothing is counted then
   */
  void take(List<Fingerprint> networks, Reservation reservation) {
    int last = networks.size() - 1;
    for (int i = last; i >= 0; i--) {
      reservation.take(i == last ? narrowest : i == 0 ? widest : between, networks.get(i));
    }
  }
}
