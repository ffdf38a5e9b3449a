package dev.latchkey.bench;

import static dev.latchkey.bench.report.Rounds.number;

import dev.latchkey.bench.report.Machine;
import dev.latchkey.bench.report.Page;
import dev.latchkey.bench.report.Results;
import dev.latchkey.bench.report.Rounds;
import dev.latchkey.bench.report.Table;
import java.io.IOException;
import java.util.List;

/**
 * The page of {@link StartBench}.
 *
 * @param variants in the order of the table
 */
record StartReport(Options options, List<String> variants, Results results) {

  void write() throws IOException {
    var table = new Table("what", "first login, s", "memory of its own then, MB");
    for (String variant : variants) {
      var all = results.of(variant, "start");
      table.row(variant, median(all, "firstLogin", 2), median(all, "memory", 0));
    }
    new Page("Start to first login")
        .paragraph(
            "%s · %d rounds in turn after one that is not counted · made by `bench/start/run`"
                .formatted(Machine.hardware(), options.rounds()))
        .paragraph(
            """
            From `docker run` until the first login is answered with 200. One bcrypt hash of cost 10 is part of it. PostgreSQL \
            runs beside it, and the schema is up to date. Medians, in brackets the lowest and the highest round.
            """)
        .table(table)
        .write(options.results(), "start", results.raw());
  }

  private static String median(Rounds all, String measure, int decimals) {
    return number(all.median(measure), decimals) + " (" + all.range(measure, decimals) + ")";
  }
}
