package dev.latchkey.bench;

import static dev.latchkey.bench.report.Rounds.number;

import dev.latchkey.bench.report.Machine;
import dev.latchkey.bench.report.Page;
import dev.latchkey.bench.report.Results;
import dev.latchkey.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The page of {@link NativeBench}.
 *
 * @param settings that both programs were started with
 */
record NativeReport(Options options, Path executable, List<String> settings, Results results) {

  private static final List<String> KINDS = List.of("JVM", "native");

  void write(String postgres) throws IOException {
    new Page("A native executable beside the JVM")
        .paragraph(
            "%s · PostgreSQL %s. The load and the services run on the same cores."
                .formatted(Machine.describe(), postgres))
        .paragraph(
            """
            The executable (%s MB): **%s**. Both run with `%s`. bcrypt cost %d, %d users in %d organisations · medians of %d \
            rounds, of %s s where there is load, the two in turn; percentiles over all rounds · made by `bench/native/run` in %s
            """
                .formatted(
                    number(Files.size(executable) / 1e6, 0),
                    System.getenv("BENCH_ORIGIN"),
                    String.join(" ", settings),
                    NativeBench.COST,
                    Population.USERS,
                    NativeBench.MANY.domains().size(),
                    options.rounds(),
                    number(options.seconds(), 1),
                    Machine.elapsed()))
        .heading("Start")
        .table(startTable())
        .paragraph(
            "From the start of the process to the 200 of a login. The schema is up to date before.")
        .heading("Logins")
        .table(loginTable())
        .heading("The kernel: ms per hash on one core, by `latchkey calibrate`")
        .table(kernelTable())
        .write(options.results(), "native", results.raw());
  }

  private Table startTable() {
    var table =
        new Table("", "first login after, ms", "rounds", "resident MB then", "`key generate`, ms");
    for (String kind : KINDS) {
      var all = results.of(kind, "start");
      table.row(
          kind,
          number(all.median("firstLogin"), 0),
          all.range("firstLogin", 0),
          number(all.median("rss"), 0),
          number(all.median("keyGenerate"), 0));
    }
    return table;
  }

  private Table loginTable() {
    var table =
        new Table(
            "connections",
            "",
            "logins/s",
            "rounds",
            "CPU ms/login",
            "hashing",
            "other CPU",
            "p50",
            "p99",
            "not a 200",
            "resident MB");
    for (int connections : NativeBench.CONNECTIONS) {
      KINDS.forEach(kind -> table.row(loginRow(kind, connections)));
    }
    return table;
  }

  private List<String> loginRow(String kind, int connections) {
    var all = results.of(kind, "closed-" + connections);
    return List.of(
        String.valueOf(connections),
        kind,
        number(all.median("perSecond"), 1),
        all.range("perSecond", 1),
        number(all.median("cpu"), 2),
        number(all.median("hashing"), 2),
        number(all.median("other"), 2),
        number(all.percentile("accepted", 0.5), 1),
        number(all.percentile("accepted", 0.99), 1),
        number(all.sum("lost") + all.count("refusals"), 0),
        number(all.last("rss"), 0));
  }

  private Table kernelTable() {
    var table = new Table("lanes", "JVM", "native", "native / JVM");
    for (int lanes = 1; lanes <= NativeBench.MAX_LANES; lanes++) {
      double jvm = results.of("JVM", "kernel-" + lanes).median("millis");
      double executable = results.of("native", "kernel-" + lanes).median("millis");
      table.row(
          String.valueOf(lanes),
          number(jvm, 1),
          number(executable, 1),
          number(executable / jvm, 2));
    }
    return table;
  }
}
