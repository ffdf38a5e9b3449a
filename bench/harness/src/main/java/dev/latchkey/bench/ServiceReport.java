package dev.latchkey.bench;

import static dev.latchkey.bench.Rounds.number;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The tables and the plot of {@link ServiceBench}.
 *
 * @param engines in the order of the tables
 * @param measured by engine and scenario, a blank between
 * @param ceiling the kernel alone
 */
record ServiceReport(
    Options options, List<String> engines, Map<String, Rounds> measured, Rounds ceiling) {

  void write(double seconds, String postgres) throws IOException {
    var text = new StringBuilder("# The service, end to end\n\n");
    text.append(Machine.describe())
        .append(" · PostgreSQL ")
        .append(postgres)
        .append(", the load and the service on the same cores\n\n");
    text.append(
        """
        bcrypt cost 10 · %d users, "many": in %d organisations · service started with `%s` · medians of %d rounds of %s s, the \
        engines in turn; percentiles over all rounds · made by `bench/service/run` in %.0f s

        The kernel alone, five lanes on each core: **%s logins/s** (%s), %s ms of CPU per hash. One hash alone: %s ms.

        "Of the kernel" compares with the kernel alone just before and just after, round by round. \
        "Other CPU" is all of the service's process but the threads that hash: mostly the event loops, and the JVM's compilers while \
        they still find something to do. Refused callers of a closed loop wait as long as \
        Retry-After says. The load generator does the same for each request: where that takes more CPU, others on the machine \
        fill the processor's last cache, and all that is not hashing takes more. Latencies in ms.

        """
            .formatted(
                ServiceBench.USERS,
                ServiceBench.MANY.size(),
                String.join(" ", options.javaOptions()),
                options.rounds(),
                number(options.seconds(), 1),
                seconds,
                number(ceiling.median("perSecond"), 1),
                ceiling.range("perSecond", 1),
                number(ceiling.median("cpu"), 2),
                number(ceiling.median("lone"), 2)));
    text.append("## Closed loop\n\n").append(closedTable().markdown());
    text.append("\n## A lone login\n\n").append(loneTable().markdown());
    text.append("\n## Five times as many as it can serve\n\n").append(overloadTable().markdown());
    text.append(
        """

        ## Fairness
        One organisation has 64 callers, another logs in one by one.

        """);
    text.append(fairnessTable().markdown());
    text.append("\n## Memory, resident MB at the end of each round\n\n");
    text.append(memoryTable().markdown());
    Files.createDirectories(options.results());
    Files.writeString(options.results().resolve("service.md"), text);
    Files.writeString(options.results().resolve("service.csv"), rawTable().csv());
    Files.writeString(options.results().resolve("service.svg"), chart());
    System.out.println(text);
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
    for (String scenario :
        List.of("closed-1", "closed-2", "closed-8", "closed-32", "one-32", "closed-128")) {
      for (String engine : engines) {
        var all = measured.get(engine + " " + scenario);
        if (all != null) {
          table.row(
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
      }
    }
    return table;
  }

  private Table loneTable() {
    var table = new Table("engine", "login p50", "one hash alone, lanes' kernel", "more");
    for (String engine : engines) {
      var all = measured.get(engine + " closed-1");
      if (all != null) {
        double login = all.percentile("accepted", 0.5);
        double hash = ceiling.median("lone");
        table.row(engine, number(login, 2), number(hash, 2), number(login - hash, 2));
      }
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
    for (String engine : engines) {
      var all = measured.get(engine + " overload");
      if (all != null) {
        table.row(
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
    }
    return table;
  }

  private Table fairnessTable() {
    var table = new Table("engine", "quiet p50", "quiet p99", "flooded p50", "flooded p99", "ratio");
    for (String engine : engines) {
      var quiet = measured.get(engine + " quiet");
      var flooded = measured.get(engine + " flooded");
      if (quiet != null) {
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
    }
    return table;
  }

  private Table memoryTable() {
    var head = new ArrayList<>(List.of("engine"));
    IntStream.rangeClosed(1, options.rounds()).forEach(round -> head.add("round " + round));
    var table = new Table(head.toArray(String[]::new));
    for (String engine : engines) {
      var row = new ArrayList<>(List.of(engine));
      measured.get(engine + " memory").each("rss").forEach(rss -> row.add(number(rss, 0)));
      table.row(row.toArray(String[]::new));
    }
    return table;
  }

  /** Every round of everything. */
  private Table rawTable() {
    var table = new Table("engine", "scenario", "measure", "round", "value");
    var measures =
        List.of(
            "perSecond", "ofKernel", "cpu", "hashing", "other", "events", "compiling", "database", "load",
            "refused", "late", "lost", "capacity", "share", "loadEach", "rssBefore", "rssAfter", "rss");
    for (var one : measured.entrySet()) {
      String[] name = one.getKey().split(" ");
      for (String measure : measures) {
        addEach(table, name[0], name[1], measure, one.getValue());
      }
    }
    for (String measure : List.of("perSecond", "cpu", "lone")) {
      addEach(table, "kernel", "alone", measure, ceiling);
    }
    return table;
  }

  private static void addEach(
      Table table, String engine, String scenario, String measure, Rounds rounds) {
    var values = rounds.each(measure);
    for (int round = 0; round < values.size(); round++) {
      String number = number(values.get(round), 3);
      table.row(engine, scenario, measure, String.valueOf(round + 1), number);
    }
  }

  private String chart() {
    var values = new double[engines.size()][ServiceBench.CONNECTIONS.length];
    for (int e = 0; e < engines.size(); e++) {
      for (int c = 0; c < ServiceBench.CONNECTIONS.length; c++) {
        var all = measured.get(engines.get(e) + " closed-" + ServiceBench.CONNECTIONS[c]);
        values[e][c] = all == null ? Double.NaN : all.median("perSecond");
      }
    }
    return BarChart.svg(
        "Logins per second, bcrypt cost 10, 2 engines in turn",
        "by connections",
        IntStream.of(ServiceBench.CONNECTIONS).mapToObj(String::valueOf).toList(),
        engines,
        values,
        ceiling.median("perSecond"),
        "the kernel alone:");
  }
}
