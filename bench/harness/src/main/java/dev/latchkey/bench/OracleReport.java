package dev.latchkey.bench;

import static dev.latchkey.bench.report.Rounds.number;

import dev.latchkey.bench.OracleMeasure.Comparison;
import dev.latchkey.bench.OracleMeasure.Verdict;
import dev.latchkey.bench.report.Machine;
import dev.latchkey.bench.report.Page;
import dev.latchkey.bench.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page of {@link OracleBench}. */
final class OracleReport {

  private static final List<String> HEAD =
      List.of("request", "pairs", "median µs", "difference µs", "z", "beyond", "verdict");

  private final Table all = new Table(withScenario("scenario", HEAD));
  private final List<OracleScenario> scenarios = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  void add(OracleScenario scenario, List<Comparison> comparisons) {
    var table = new Table(HEAD);
    for (var each : comparisons) {
      var row =
          List.of(
              each.kind(),
              String.valueOf(each.ranks().pairs()),
              number(each.median() / 1e3, 1),
              number(each.ranks().shift() / 1e3, 1),
              number(each.ranks().z(), 1),
              number(each.ranks().beyond(), 1),
              each.verdict().toString());
      table.row(row);
      all.row(withScenario(scenario.name(), row));
      if (!each.verdict().isAsWanted()) {
        faults.add(fault(scenario, each));
      }
    }
    scenarios.add(scenario);
    tables.add(table);
  }

  /** It could not be measured. */
  void addFailure(OracleScenario scenario, Exception failure) {
    faults.add("%s, not measured: %s".formatted(scenario.name(), failure.getMessage()));
  }

  private static String fault(OracleScenario scenario, Comparison comparison) {
    var verdict = comparison.verdict() == Verdict.MISSED ? "not found" : "told apart";
    return "%s, %s: %s".formatted(scenario.name(), verdict, comparison.kind());
  }

  private static List<String> withScenario(String scenario, List<String> cells) {
    var row = new ArrayList<String>();
    row.add(scenario);
    row.addAll(cells);
    return row;
  }

  /**
   * @throws IllegalStateException where a kind was told apart, or a control was not
   */
  void write(Path folder) throws IOException {
    var page =
        new Page("Does the time of an answer tell who has an account?")
            .paragraph(Machine.describe() + " · made by `bench/oracles/run`")
            .paragraph(
                """
                One caller sends the requests of a table in turn, in an order that changes each round, and times the answers. \
                Each request is compared with the first one of its table, within the same round: these are the pairs. \
                "Difference" is the median of the differences. "z" is Wilcoxon's signed-rank statistic: without a difference it \
                lies between -2 and 2 in 95 of 100 cases, whatever the number of pairs. \
                """)
            .paragraph(
                """
                "Beyond" is the same statistic for what the differences have beyond what the table tolerates. Two requests are \
                told apart if chance alone would give such a number less than once in 100,000 times, which is above 4.42. Each \
                table has two controls. The first request once more must be alike. The first request with a delay that the \
                caller adds must be found.\
                """);
    for (int i = 0; i < tables.size(); i++) {
      var scenario = scenarios.get(i);
      page.heading(scenario.description()).paragraph(limits(scenario)).table(tables.get(i));
    }
    page.paragraph(
        faults.isEmpty()
            ? "No two requests were told apart, and each planted delay was found."
            : "Not as wanted: " + String.join("; ", faults) + ".");
    page.write(folder, "oracles", all);
    if (!faults.isEmpty()) {
      throw new IllegalStateException("Not as wanted: " + String.join("; ", faults));
    }
  }

  private static String limits(OracleScenario scenario) {
    var closeness = scenario.closeness();
    return "Scenario `%s`: compared with \"%s\". Tolerated: %d µs. Planted: %d µs."
        .formatted(
            scenario.name(),
            scenario.kinds().get(0).name(),
            closeness.tolerated() / 1000,
            closeness.planted() / 1000);
  }
}
