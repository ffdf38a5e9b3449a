package dev.latchkey.cli.imports;

import dev.latchkey.registry.Clash;
import java.util.List;
import java.util.TreeMap;

/** What is wrong with a file: the first bad rows by name, the others by number alone. */
public final class ImportProblems {

  public static final int SHOWN = 50;

  private final TreeMap<Long, String> shown = new TreeMap<>();
  private long count;

  /** A row that is no user. */
  public void add(long row, String problem) {
    count++;
    show(row, problem);
  }

  /**
   * Rows that cannot be added.
   *
   * @param clashes all of each row
   */
  public void add(List<Clash> clashes) {
    count += clashes.stream().mapToLong(Clash::row).distinct().count();
    clashes.forEach(clash -> show(clash.row(), text(clash)));
  }

  private void show(long row, String problem) {
    shown.merge(row, problem, (one, other) -> one + "; " + other);
    // A clash is found later than what is wrong with the rows after it.
    if (shown.size() > SHOWN) {
      shown.pollLastEntry();
    }
  }

  private static String text(Clash clash) {
    var what = clash.field().equals("id") ? "the id" : "the username or e-mail address";
    var other = clash.other();
    return clash.field()
        + " is "
        + what
        + (other == null ? " of a user who is there already" : " of row " + other + " as well");
  }

  public boolean isEmpty() {
    return count == 0;
  }

  public long count() {
    return count;
  }

  /** In the order of the rows. */
  public List<String> messages() {
    return shown.entrySet().stream().map(e -> "row " + e.getKey() + ": " + e.getValue()).toList();
  }
}
