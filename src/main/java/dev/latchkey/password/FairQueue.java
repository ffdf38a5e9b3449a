package dev.latchkey.password;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Work in waiting, handed out in turn: one of each organisation, and within an organisation one of
 * each network. Whoever floods the queue lengthens their own line alone, and whoever hung up takes
 * no turn of it. Not thread-safe; every operation but {@link #poll(Predicate)} takes constant time
 * on average.
 */
final class FairQueue {

  private final Map<String, Map<String, ArrayDeque<HashWork>>> lines = new LinkedHashMap<>();
  private int size;

  void add(HashWork work) {
    var share = work.share();
    lines
        .computeIfAbsent(share.organization(), organization -> new LinkedHashMap<>())
        .computeIfAbsent(share.network(), network -> new ArrayDeque<>())
        .add(work);
    size++;
  }

  /** The next in turn; null where nothing waits. */
  @Nullable HashWork poll() {
    return poll(organization -> true);
  }

  /** The next in turn among the organisations wanted; null where none of them waits. */
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

  /** Whoever was served goes to the end of both lines. */
  private HashWork take(String organization) {
    var networks = Objects.requireNonNull(lines.remove(organization));
    String network = networks.keySet().iterator().next();
    var line = Objects.requireNonNull(networks.remove(network));
    HashWork work = line.remove();
    while (work.cancelled() && !line.isEmpty()) {
      work = line.remove();
      size--;
    }
    if (!line.isEmpty()) {
      networks.put(network, line);
    }
    if (!networks.isEmpty()) {
      lines.put(organization, networks);
    }
    size--;
    return work;
  }
}
