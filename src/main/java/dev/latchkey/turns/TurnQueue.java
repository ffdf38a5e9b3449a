package dev.latchkey.turns;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Things that wait, in groups within groups. The groups of one group take turns, so a caller who
 * floods the queue makes only their own line longer. A thing waits in the line at the end of a
 * <b>path</b>: the keys of its groups, the outermost first. No path may be the beginning of another
 * path.
 *
 * <p>Not thread-safe. An operation takes constant time on average for each key of the path, except
 * {@link #poll(Predicate)}.
 *
 * @param <T> things are told apart by {@code equals}
 */
public final class TurnQueue<T> {

  private final Predicate<? super T> abandoned;
  private final Group<T> all = new Group<>();

  /**
   * @param abandoned whether nobody waits for a thing any more. Such a thing takes no turn. It
   *     counts in the sizes until its turn comes, or until it is removed
   */
  public TurnQueue(Predicate<? super T> abandoned) {
    this.abandoned = abandoned;
  }

  /**
   * Puts a thing at the end of its line.
   *
   * @throws IllegalStateException when it waits there already
   */
  public void add(List<String> path, T thing) {
    all.add(path, thing);
  }

  /** Takes the next in turn; null where nobody waits. */
  public @Nullable T poll() {
    return all.next(abandoned);
  }

  /**
   * Takes the next in turn of the wanted groups; null where nobody waits in them. It looks at the
   * outermost groups one by one.
   *
   * @param wanted is asked for the first key of a path
   */
  public @Nullable T poll(Predicate<String> wanted) {
    T thing = null;
    String key = all.first(wanted);
    while (thing == null && key != null) {
      thing = all.nextOf(key, abandoned);
      key = thing == null ? all.first(wanted) : null;
    }
    return thing;
  }

  /**
   * Takes a thing out before its turn.
   *
   * @return whether it waited
   */
  public boolean remove(List<String> path, T thing) {
    return all.remove(path, thing);
  }

  /** How many things wait. */
  public int size() {
    return all.size;
  }

  /**
   * How many things wait in a group.
   *
   * @param path the beginning of their paths, or all of it
   */
  public int size(List<String> path) {
    Group<T> group = all;
    for (String key : path) {
      group = group.groups.get(key);
      if (group == null) {
        return 0;
      }
    }
    return group.size;
  }

  /** A group has other groups or a line. It is forgotten when nothing waits in it. */
  private static final class Group<T> {

    /** The first is the next in turn. */
    final Map<String, Group<T>> groups = new LinkedHashMap<>();

    final Set<T> line = new LinkedHashSet<>();
    int size;

    void add(List<String> path, T thing) {
      if (!path.isEmpty()) {
        groups.computeIfAbsent(path.get(0), key -> new Group<>()).add(rest(path), thing);
      } else if (!line.add(thing)) {
        throw new IllegalStateException("It waits already");
      }
      size++;
    }

    boolean remove(List<String> path, T thing) {
      boolean removed = path.isEmpty() ? line.remove(thing) : removeFrom(path, thing);
      if (removed) {
        size--;
      }
      return removed;
    }

    private boolean removeFrom(List<String> path, T thing) {
      var group = groups.get(path.get(0));
      if (group == null || !group.remove(rest(path), thing)) {
        return false;
      }
      if (group.size == 0) {
        groups.remove(path.get(0));
      }
      return true;
    }

    @Nullable String first(Predicate<String> wanted) {
      for (String key : groups.keySet()) {
        if (wanted.test(key)) {
          return key;
        }
      }
      return null;
    }

    @Nullable T next(Predicate<? super T> abandoned) {
      T thing = nextOfLine(abandoned);
      while (thing == null && !groups.isEmpty()) {
        thing = nextOf(groups.keySet().iterator().next(), abandoned);
      }
      return thing;
    }

    /** Takes a group out, and puts it back at the end. */
    @Nullable T nextOf(String key, Predicate<? super T> abandoned) {
      var group = Objects.requireNonNull(groups.remove(key));
      int before = group.size;
      T thing = group.next(abandoned);
      size -= before - group.size;
      if (group.size > 0) {
        groups.put(key, group);
      }
      return thing;
    }

    private @Nullable T nextOfLine(Predicate<? super T> abandoned) {
      for (var things = line.iterator(); things.hasNext(); ) {
        T thing = things.next();
        things.remove();
        size--;
        if (!abandoned.test(thing)) {
          return thing;
        }
      }
      return null;
    }

    private static List<String> rest(List<String> path) {
      return path.subList(1, path.size());
    }
  }
}
