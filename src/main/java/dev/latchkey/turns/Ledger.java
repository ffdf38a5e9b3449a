package dev.latchkey.turns;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each group has, in groups within groups: for example, how much work waits for whom. A
 * path has the keys of a group, the outermost first, as in {@link TurnQueue}. A group that has
 * nothing is not kept. Not thread-safe.
 */
public final class Ledger {

  private static final Ledger EMPTY = new Ledger();

  private final Map<String, Ledger> parts = new HashMap<>();

  /** How many parts have the same amount, by this amount: they are added up together. */
  private final Map<Long, Integer> partsByAmount = new HashMap<>();

  private long amount;

  /**
   * Adds to a group, and to all groups around it.
   *
   * @param change may be negative; no amount may become negative by it
   */
  public void add(List<String> path, long change) {
    amount += change;
    if (!path.isEmpty()) {
      var part = parts.computeIfAbsent(path.get(0), key -> new Ledger());
      countParts(part.amount, -1);
      part.add(rest(path), change);
      countParts(part.amount, 1);
      if (part.amount == 0) {
        parts.remove(path.get(0));
      }
    }
  }

  private void countParts(long of, int change) {
    if (of != 0) {
      partsByAmount.merge(of, change, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  /** What a group has, with all groups in it. */
  public long of(List<String> path) {
    return path.isEmpty() ? amount : part(path.get(0)).of(rest(path));
  }

  /** A group of the outermost level, to be read only. */
  public Ledger part(String key) {
    return parts.getOrDefault(key, EMPTY);
  }

  /**
   * How much is done before something new ends, at the end of a path, where the groups of each
   * group take turns. Until then each other group gets no more done than the own one, the new thing
   * included.
   *
   * <p>It takes as many steps as there are different amounts, at each level of the path. These are
   * fewer than the square root of twice the whole amount, in units of the smallest difference.
   *
   * @param line what stands before it in its own line
   * @param more how much the new thing is
   */
  public long before(List<String> path, long line, long more) {
    if (path.isEmpty()) {
      return line;
    }
    var own = part(path.get(0));
    long inOwn = own.before(rest(path), line, more);
    long each = inOwn + more;
    return inOwn + atMost(each) - Math.min(own.amount, each);
  }

  /** What all parts have together, if none has more than {@code each}. */
  private long atMost(long each) {
    long sum = 0;
    for (var parts : partsByAmount.entrySet()) {
      sum += Math.min(parts.getKey(), each) * parts.getValue();
    }
    return sum;
  }

  private static List<String> rest(List<String> path) {
    return path.subList(1, path.size());
  }
}
