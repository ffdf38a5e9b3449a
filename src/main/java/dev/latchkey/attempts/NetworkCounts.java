package dev.latchkey.attempts;

import dev.latchkey.attempts.NetworkLimit.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * How many attempts the networks of clients have used in this process. An attempt counts in each
 * network that a client is in ({@link NetworkLimit}). Thread-safe.
 */
final class NetworkCounts {

  private final Map<Level, Counts> levels = new EnumMap<>(Level.class);

  /**
   * @param capacity how many of the narrowest networks are remembered; a quarter of it for each
   *     wider kind
   */
  NetworkCounts(NetworkLimit limit, int capacity, LongSupplier nanos) {
    for (var level : Level.values()) {
      int places = level == Level.NARROWEST ? capacity : capacity / 4;
      levels.put(level, new Counts(limit.at(level), places, nanos));
    }
  }

  /**
   * Takes one attempt of each network.
   *
   * @param networks the widest first
   * @throws TooManyAttemptsException when one of them has none left; nothing is counted then
   */
  void take(List<UUID> networks, Reservation reservation) {
    for (int i = networks.size() - 1; i >= 0; i--) {
      var counts = levels.get(Level.of(i, networks.size()));
      reservation.take(Objects.requireNonNull(counts), networks.get(i));
    }
  }
}
