package dev.latchkey.directory;

import java.util.List;
import java.util.UUID;

/**
 * Under which keys the failures of an attempt are counted.
 *
 * @param name of the name as it was typed, in the client's network
 * @param networks of the client's networks, the widest first; at most three, and empty where they
 *     are not known
 * @param known of the network as one that may be known for the account; {@link #NOTHING} where it
 *     is not known
 */
public record TallyKeys(UUID name, List<UUID> networks, UUID known) {

  /** A key that nothing is counted under. */
  public static final UUID NOTHING = new UUID(0, 0);

  public static final TallyKeys NONE = new TallyKeys(NOTHING, List.of(), NOTHING);

  private static final int MOST_NETWORKS = 3;

  public TallyKeys {
    if (networks.size() > MOST_NETWORKS) {
      throw new IllegalArgumentException("more networks than the look-up asks for");
    }
  }

  /** The i-th network, or a key that nothing is counted under. */
  UUID network(int i) {
    return i < networks.size() ? networks.get(i) : NOTHING;
  }

  /** Whether the client's network is known. */
  public boolean hasNetwork() {
    return !known.equals(NOTHING);
  }
}
