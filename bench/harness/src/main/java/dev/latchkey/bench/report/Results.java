package dev.latchkey.bench.report;

import static dev.latchkey.bench.report.Rounds.number;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that a benchmark measured: the rounds of each scenario of each service. */
public final class Results {

  private final List<String> head;
  private final Map<List<String>, Rounds> all = new LinkedHashMap<>();

  /**
   * @param head what the names in {@link #of} are, for instance "engine", "scenario"
   */
  public Results(String... head) {
    this.head = List.of(head);
  }

  public Rounds of(String... names) {
    return all.computeIfAbsent(List.of(names), key -> new Rounds());
  }

  /** Whether it was measured: a run can leave scenarios out. */
  public boolean has(String... names) {
    return all.containsKey(List.of(names));
  }

  public void clear() {
    all.clear();
  }

  /** Each value of each round, for the CSV file. */
  public Table raw() {
    var table = new Table(joined(head, "measure", "round", "value"));
    all.forEach(
        (names, rounds) -> rounds.measures().forEach(each -> add(table, names, rounds, each)));
    return table;
  }

  private static void add(Table table, List<String> names, Rounds rounds, String measure) {
    int round = 0;
    for (double value : rounds.each(measure)) {
      table.row(joined(names, measure, String.valueOf(++round), number(value, 3)));
    }
  }

  private static List<String> joined(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toList();
  }

  /** Those that are measured in turn, in the order of this round: each begins with another one. */
  public static <T> List<T> inTurn(Collection<T> all, int round) {
    var order = new ArrayList<>(all);
    Collections.rotate(order, round);
    return order;
  }
}
