package dev.latchkey.attempts;

import dev.latchkey.attempts.NetworkLimit.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * How many attempts the networks of clients have used in this process: by failures, refusals and
 * unknown organisations. An attempt counts in each network that a client is in ({@link
 * NetworkLimit}). Thread-safe.
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
   * Uses one attempt of each network.
   *
   * @param networks the widest first
   */
  void use(List<UUID> networks) {
    for (int i = 0; i < networks.size(); i++) {
      at(i, networks).use(networks.get(i));
    }
  }

  /**
   * How long until each of the networks has an attempt again; zero or less where they have.
   *
   * @param networks the widest first
   */
  Duration left(List<UUID> networks) {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < networks.size(); i++) {
      Duration left = at(i, networks).left(networks.get(i));
      longest = left.compareTo(longest) > 0 ? left : longest;
    }
    return longest;
  }

  private Counts at(int i, List<UUID> networks) {
    return Objects.requireNonNull(levels.get(Level.of(i, networks.size())));
  }
}
