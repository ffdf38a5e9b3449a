package dev.latchkey.password;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits. Organisations take turns, and within an organisation its networks do. A caller
 * who floods the queue makes only their own line longer. Work that nobody waits for any more takes
 * no turn. Not thread-safe. Operations take constant time on average, except {@link
 * #poll(Predicate)}.
 */
final class FairQueue {

  /** By organisation and network; in both maps the first key is the next in turn. */
  private final Map<String, Map<String, ArrayDeque<HashWork>>> lines = new LinkedHashMap<>();

  private int size;

  void add(HashWork work) {
    var owner = work.owner();
    lines
        .computeIfAbsent(owner.organization(), organization -> new LinkedHashMap<>())
        .computeIfAbsent(owner.network(), network -> new ArrayDeque<>())
        .add(work);
    size++;
  }

  /** The next in turn; null where nothing waits. */
  @Nullable HashWork poll() {
    return poll(organization -> true);
  }

  /** The next in turn among the wanted organisations; null where none of them waits. */
  @Nullable HashWork poll(Predicate<String> wanted) {
    for (String organization : lines.keySet()) {
      if (wanted.test(organization)) {
        return take(organization);
      }
    }
    return null;
  }

  int size() {
    return size;
  }

  /** Takes an organisation and its next network out, and puts both back at the end. */
  private HashWork take(String organization) {
    var networks = Objects.requireNonNull(lines.remove(organization));
    String network = networks.keySet().iterator().next();
    var line = Objects.requireNonNull(networks.remove(network));
    HashWork work = next(line);
    if (!line.isEmpty()) {
      networks.put(network, line);
    }
    if (!networks.isEmpty()) {
      lines.put(organization, networks);
    }
    return work;
  }

  /** The first that somebody waits for, or the last of the line. */
  private HashWork next(ArrayDeque<HashWork> line) {
    HashWork work;
    do {
      work = line.remove();
      size--;
    } while (work.cancelled() && !line.isEmpty());
    return work;
  }
}
