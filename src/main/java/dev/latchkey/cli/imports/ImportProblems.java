package dev.latchkey.cli.imports;

import dev.latchkey.registry.UserImport.Clash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What is wrong with a file: the first bad rows by name, the others by number. */
public final class ImportProblems {

  public static final int SHOWN = 50;

  private final TreeMap<Long, String> shown = new TreeMap<>();
  private final Set<Long> bad = new HashSet<>();

  public void add(long row, String problem) {
    bad.add(row);
    shown.merge(row, problem, (one, other) -> one + "; " + other);
    // A clash with the database is found later than one within the file, rows after it.
    if (shown.size() > SHOWN) {
      shown.pollLastEntry();
    }
  }

  public void add(List<Clash> clashes) {
    for (var clash : clashes) {
      var other = clash.other();
      add(
          clash.row(),
          other == null
              ? clash.field() + " is the username or e-mail address of a user who is there already"
              : clash.field() + " is the username or e-mail address of row " + other + " as well");
    }
  }

  public boolean isEmpty() {
    return bad.isEmpty();
  }

  public int count() {
    return bad.size();
  }

  /** In the order of the rows. */
  public List<String> messages() {
    return shown.entrySet().stream().map(e -> "row " + e.getKey() + ": " + e.getValue()).toList();
  }
}
