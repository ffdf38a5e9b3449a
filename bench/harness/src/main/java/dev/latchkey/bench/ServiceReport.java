package dev.latchkey.bench;

import static dev.latchkey.bench.report.Rounds.number;

import dev.latchkey.bench.report.Machine;
import dev.latchkey.bench.report.Page;
import dev.latchkey.bench.report.Results;
import dev.latchkey.bench.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The page of {@link ServiceBench}.
 *
 * @param engines in the order of the tables
 * @param width how many hashes the kernel alone advanced at once on each core
 */
record ServiceReport(Options options, List<String> engines, Results results, int width) {

  private static final List<String> CLOSED =
      List.of("closed-1", "closed-2", "closed-8", "closed-32", "one-32", "closed-128");

  void write(String postgres) throws IOException {
    var kernel = results.of("kernel", "alone");
    new Page("The service, end to end")
        .paragraph(
            "%s · PostgreSQL %s. The load and the service run on the same cores."
                .formatted(Machine.describe(), postgres))
        .paragraph(
            """
            bcrypt cost 10 · %d users; "many" means %d organisations · the service was started with `%s` · medians of %d rounds \
            of %s s, the engines in turn; percentiles over all rounds · made by `bench/service/run` in %s
            """
                .formatted(
                    Population.USERS,
                    ServiceBench.MANY.domains().size(),
                    String.join(" ", options.javaOptions()),
                    options.rounds(),
                    number(options.seconds(), 1),
                    Machine.elapsed()))
        .paragraph(
            """
            The kernel alone, %d at a time on each core: **%s hashes/s** (%s), %s ms of CPU for each. One hash alone takes %s ms.
            """
                .formatted(
                    width,
                    number(kernel.median("perSecond"), 1),
                    kernel.range("perSecond", 1),
                    number(kernel.median("cpu"), 2),
                    number(kernel.median("lone"), 2)))
        .chart("Logins per second with 1 to 128 callers, with lanes and with Elytron", "service")
        .paragraph(
            """
            "Of the kernel" compares with the kernel alone just before and just after, round by round. "Other CPU" is the CPU \
            time of the service without the threads that hash: mostly event loops and the compilers of the JVM. In a closed \
            loop, each caller sends the next login when the last is answered; a refused caller first waits as long as \
            Retry-After says. The load does the same work for each request. Where that costs more CPU than elsewhere, other \
            programs on the machine fill the last cache of the processor, and all work but hashing takes longer. Latencies \
            are in ms.
            """)
        .heading("Closed loop")
        .table(closedTable())
        .heading("A lone login")
        .table(loneTable())
        .heading("Five times as many logins as it can serve")
        .table(overloadTable())
        .heading("Fairness")
        .paragraph("One organisation has 64 callers, another logs in one by one.")
        .table(fairnessTable())
        .heading("Memory, resident MB at the end of each round")
        .table(memoryTable())
        .write(options.results(), "service", results.raw());
  }

  private Table closedTable() {
    var table =
        new Table(
            "connections",
            "organisations",
            "engine",
            "logins/s",
            "rounds",
            "of the kernel",
            "rounds",
            "CPU ms/login",
            "hashing",
            "other CPU",
            "event loops",
            "compiling",
            "p50",
            "p99",
            "refused/s",
            "health p99",
            "key set p99",
            "lost");
    for (String scenario : CLOSED) {
      enginesWith(scenario).forEach(engine -> table.row(closedRow(engine, scenario)));
    }
    return table;
  }

  private List<String> closedRow(String engine, String scenario) {
    var all = results.of(engine, scenario);
    return List.of(
        scenario.replaceAll("\\D", ""),
        scenario.startsWith("one") ? "one" : "many",
        engine,
        number(all.median("perSecond"), 1),
        all.range("perSecond", 1),
        number(100 * all.median("ofKernel"), 1) + " %",
        all.range("ofKernel", 2),
        number(all.median("cpu"), 2),
        number(all.median("hashing"), 2),
        number(all.median("other"), 2),
        number(all.median("events"), 2),
        number(all.median("compiling"), 2),
        number(all.percentile("accepted", 0.5), 1),
        number(all.percentile("accepted", 0.99), 1),
        number(all.median("refused"), 1),
        number(all.percentile("health", 0.99), 1),
        number(all.percentile("keys", 0.99), 1),
        number(all.sum("lost"), 0));
  }

  private Table loneTable() {
    var table = new Table("engine", "login p50", "one hash alone, lanes' kernel", "more");
    double hash = results.of("kernel", "alone").median("lone");
    for (String engine : enginesWith("closed-1")) {
      double login = results.of(engine, "closed-1").percentile("accepted", 0.5);
      table.row(engine, number(login, 2), number(hash, 2), number(login - hash, 2));
    }
    return table;
  }

  private Table overloadTable() {
    var table =
        new Table(
            "engine",
            "capacity/s (32 connections, before and after)",
            "goodput/s",
            "of capacity",
            "rounds",
            "accepted p50",
            "accepted p99",
            "refused/s",
            "of them late",
            "refusal p50",
            "refusal p99",
            "health p99",
            "key set p99",
            "lost",
            "RSS before",
            "after",
            "load's CPU ms/request");
    enginesWith("overload").forEach(engine -> table.row(overloadRow(engine)));
    return table;
  }

  private List<String> overloadRow(String engine) {
    var all = results.of(engine, "overload");
    return List.of(
        engine,
        number(all.median("capacity"), 1),
        number(all.median("perSecond"), 1),
        number(100 * all.median("share"), 1) + " %",
        all.range("share", 2),
        number(all.percentile("accepted", 0.5), 0),
        number(all.percentile("accepted", 0.99), 0),
        number(all.median("refused"), 1),
        number(all.median("late"), 1),
        number(all.percentile("refusals", 0.5), 1),
        number(all.percentile("refusals", 0.99), 1),
        number(all.percentile("health", 0.99), 1),
        number(all.percentile("keys", 0.99), 1),
        number(all.sum("lost"), 0),
        number(all.first("rssBefore"), 0),
        number(all.last("rssAfter"), 0),
        all.range("loadEach", 3));
  }

  private Table fairnessTable() {
    var table =
        new Table("engine", "quiet p50", "quiet p99", "flooded p50", "flooded p99", "ratio");
    for (String engine : enginesWith("quiet")) {
      var quiet = results.of(engine, "quiet");
      var flooded = results.of(engine, "flooded");
      double before = quiet.percentile("accepted", 0.99);
      double after = flooded.percentile("accepted", 0.99);
      table.row(
          engine,
          number(quiet.percentile("accepted", 0.5), 1),
          number(before, 1),
          number(flooded.percentile("accepted", 0.5), 1),
          number(after, 1),
          number(after / before, 2));
    }
    return table;
  }

  private Table memoryTable() {
    var head = new ArrayList<>(List.of("engine"));
    IntStream.rangeClosed(1, options.rounds()).forEach(round -> head.add("round " + round));
    var table = new Table(head);
    for (String engine : engines) {
      var row = new ArrayList<>(List.of(engine));
      results.of(engine, "memory").each("rss").forEach(rss -> row.add(number(rss, 0)));
      table.row(row);
    }
    return table;
  }

  /** A run can leave scenarios out. */
  private List<String> enginesWith(String scenario) {
    return engines.stream().filter(engine -> results.has(engine, scenario)).toList();
  }
}
