package dev.latchkey.bench.kernels;

import static dev.latchkey.bench.report.Rounds.number;

import dev.latchkey.bench.report.Machine;
import dev.latchkey.bench.report.Page;
import dev.latchkey.bench.report.Results;
import dev.latchkey.bench.report.Rounds;
import dev.latchkey.bench.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The page of {@link KernelRun}: medians in the table, the lowest and the highest round in the CSV
 * file and the chart.
 *
 * @param implementations that were measured
 * @param jdks one pair of columns for each
 */
record KernelReport(
    Results results, List<String> implementations, List<String> jdks, int rounds, int cost) {

  /** The platform of the implementation that is not Java; shown under every JDK. */
  static final String NATIVE = "native";

  void write(Path folder) throws IOException {
    new Page("bcrypt, cost %d: CPU milliseconds per hash on one core".formatted(cost))
        .paragraph(
            "%s · %s · medians of %d rounds in turn, one thread · made by `bench/kernels/run`"
                .formatted(Machine.hardware(), String.join(", ", jdks), rounds))
        .table(table())
        .chart("CPU milliseconds per hash of each implementation", "kernels")
        .write(folder, "kernels", csv());
  }

  private Table table() {
    var head = new ArrayList<>(List.of("implementation"));
    jdks.forEach(jdk -> head.addAll(List.of(jdk, "&times; Elytron")));
    var table = new Table(head);
    for (String name : slowestFirst()) {
      var row = new ArrayList<>(List.of(name));
      for (String jdk : jdks) {
        double median = median(name, jdk);
        row.add(number(median, 1));
        row.add(number(median(KernelRun.ELYTRON, jdk) / median, 2));
      }
      table.row(row);
    }
    return table;
  }

  private Table csv() {
    var table =
        new Table("implementation", "platform", "cost", "rounds", "median_ms", "min_ms", "max_ms");
    for (String name : slowestFirst()) {
      for (String platform : platforms(name)) {
        Rounds all = results.of(name, platform);
        table.row(
            name,
            platform,
            String.valueOf(cost),
            String.valueOf(rounds),
            number(all.median("millis"), 3),
            number(all.lowest("millis"), 3),
            number(all.highest("millis"), 3));
      }
    }
    return table;
  }

  private List<String> slowestFirst() {
    return implementations.stream()
        .sorted(Comparator.comparingDouble((String name) -> median(name, jdks.get(0))).reversed())
        .toList();
  }

  private List<String> platforms(String name) {
    return results.has(name, NATIVE) ? List.of(NATIVE) : jdks;
  }

  private double median(String name, String jdk) {
    return results.of(name, results.has(name, NATIVE) ? NATIVE : jdk).median("millis");
  }
}
