package dev.latchkey.attempts;

import dev.latchkey.attempts.NetworkLimit.Level;
import dev.latchkey.directory.FailureWrite;
import dev.latchkey.directory.Tallies;
import dev.latchkey.directory.Tally;
import dev.latchkey.directory.TallyKeys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The limits of the keys of one attempt: that of its name, and those of its networks. */
record KeyLimits(TallyKeys keys, NamePause name, NetworkLimit network, Duration nameMemory) {

  Limit limit(UUID key) {
    return key.equals(keys.name()) ? Limit.NAME : Limit.NETWORK;
  }

  /** How long a key is refused; zero or less where it is not. */
  Duration left(UUID key, Tally tally) {
    return limit(key) == Limit.NAME ? name.left(tally) : at(key).left(tally);
  }

  /** What the look-up found for each key. */
  Map<UUID, Tally> of(Tallies tallies) {
    var found = new LinkedHashMap<UUID, Tally>();
    found.put(keys.name(), tallies.name());
    for (int i = 0; i < keys.networks().size(); i++) {
      found.put(keys.networks().get(i), tallies.networks().get(i));
    }
    return found;
  }

  /** One failure of each key. */
  List<FailureWrite> failure() {
    var ofName = new FailureWrite(keys.name(), 1, 0, nameMemory);
    var ofNetworks = keys.networks().stream().map(this::failure);
    return Stream.concat(Stream.of(ofName), ofNetworks).toList();
  }

  private FailureWrite failure(UUID key) {
    var limit = at(key);
    return new FailureWrite(key, 1, limit.leak(), limit.memory());
  }

  private NetworkLimit at(UUID key) {
    return network.at(Level.of(keys.networks().indexOf(key), keys.networks().size()));
  }
}
