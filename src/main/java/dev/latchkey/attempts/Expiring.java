package dev.latchkey.attempts;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that are forgotten at their end. The number of keys is bounded. Without room for a new
 * key, the one is forgotten that would end first. A flood of new keys therefore pushes out those
 * that matter the least. Not thread-safe; an operation takes about a microsecond.
 */
final class Expiring<V> {

  /** An operation adds at most one key. To remove two keeps the table clean, without a pause. */
  private static final int SWEPT_AT_ONCE = 2;

  private final int capacity;
  private final LongSupplier nanos;
  private final Map<UUID, Entry<V>> entries = new HashMap<>();
  private final NavigableSet<Entry<V>> soonestEndFirst = new TreeSet<>();

  /**
   * @param nanos monotonic time since any moment; never negative
   */
  Expiring(int capacity, LongSupplier nanos) {
    this.capacity = capacity;
    this.nanos = nanos;
  }

  /** A value and its end, in the time of the table. */
  record Entry<V>(UUID key, V value, long end) implements Comparable<Entry<V>> {

    @Override
    public int compareTo(Entry<V> other) {
      int order = Long.compare(end, other.end);
      return order == 0 ? key.compareTo(other.key) : order;
    }
  }

  long now() {
    return nanos.getAsLong();
  }

  /** Null where there is none, or where it is over. */
  @Nullable Entry<V> get(UUID key) {
    var entry = entries.get(key);
    return entry == null || entry.end <= now() ? null : entry;
  }

  void put(UUID key, V value, long end) {
    sweep();
    remove(key);
    if (entries.size() >= capacity) {
      forget(soonestEndFirst.first());
    }
    var entry = new Entry<>(key, value, end);
    entries.put(key, entry);
    soonestEndFirst.add(entry);
  }

  void remove(UUID key) {
    var entry = entries.get(key);
    if (entry != null) {
      forget(entry);
    }
  }

  int size() {
    return entries.size();
  }

  private void sweep() {
    long now = now();
    for (int i = 0; i < SWEPT_AT_ONCE; i++) {
      if (!soonestEndFirst.isEmpty() && soonestEndFirst.first().end <= now) {
        forget(soonestEndFirst.first());
      }
    }
  }

  private void forget(Entry<V> entry) {
    entries.remove(entry.key);
    soonestEndFirst.remove(entry);
  }
}
