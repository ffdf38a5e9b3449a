package dev.latchkey.bench;

import static dev.latchkey.bench.Rounds.number;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The service end to end, hashing with lanes and with Elytron in turn. */
final class ServiceBench {

  private static final int USERS = 1_200;
  private static final List<String> MANY =
      IntStream.range(0, 12).mapToObj(i -> "org-" + i + ".example").toList();
  private static final List<String> ONE = List.of("single.example");
  private static final List<String> FLOOD = List.of("flood.example");
  private static final List<String> QUIET = List.of("quiet.example");
  private static final List<String> WARM = List.of("warm.example");
  private static final int[] CONNECTIONS = {1, 2, 8, 32, 128};
  private static final List<String> ENGINES = List.of("lanes", "elytron");

  /** What is asked beside the logins, each so often a second: little, since it costs too. */
  private static final double PROBES = 10;

  /**
   * The kernel alone, just before and just after: a shared machine is now faster and now slower, for
   * seconds at a time.
   */
  private static final double CEILING_SECONDS = 0.7;

  /** A refusal that took longer came after a wait. */
  private static final double LATE_MILLIS = 1_000;

  private static final double RAMP = 0.8;

  /** So many cheap logins for each second of warm-up, however slow the machine is just now. */
  private static final int CHEAP_PER_SECOND = 1_000;

  private static final double REFUSED_PER_SECOND = 4_000;

  private static final long MAX_WARM_UP = TimeUnit.SECONDS.toNanos(45);

  private final Options options;
  private final Database database;
  private final Kernel kernel;
  private final Map<String, Latchkey> services = new LinkedHashMap<>();
  private final Map<String, Rounds> measured = new LinkedHashMap<>();
  private final Rounds ceiling = new Rounds();

  private ServiceBench(Options options, Database database, Kernel kernel) {
    this.options = options;
    this.database = database;
    this.kernel = kernel;
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
    long began = System.nanoTime();
    try (var database = new Database(options.folder());
        var kernel = new Kernel(options)) {
      var bench = new ServiceBench(options, database, kernel);
      try {
        bench.start();
        bench.measure();
      } finally {
        bench.services.values().forEach(Latchkey::close);
      }
      bench.report((System.nanoTime() - began) / 1e9);
    }
  }

  private void start() throws Exception {
    database.create(Latchkey.DATABASE);
    for (String engine : ENGINES) {
      if (options.wants(engine) || ENGINES.stream().noneMatch(options.only()::contains)) {
        say("starting " + engine);
        services.put(
            engine,
            new Latchkey(
                options.folder(), options.jar(), options.javaOptions(), engine, database));
      }
    }
    for (String domain : MANY) {
      fill(domain, USERS / MANY.size(), false);
    }
    fill(ONE.get(0), USERS, false);
    fill(FLOOD.get(0), USERS, false);
    fill(QUIET.get(0), USERS, false);
    fill(WARM.get(0), USERS, true);
  }

  private void fill(String domain, int users, boolean cheap) throws Exception {
    database.fill(Latchkey.DATABASE, domain, users, cheap);
  }

  private void measure() throws IOException {
    kernel.ask("full 3");
    kernel.ask("lone 2");
    for (String engine : services.keySet()) {
      warmUp(engine);
    }
    for (int round = 1; round <= options.rounds(); round++) {
      kernel.measureInto(ceiling, options.seconds());
      var order = new ArrayList<>(services.keySet());
      if (round % 2 == 0) {
        Collections.reverse(order);
      }
      for (String engine : order) {
        round(engine);
      }
      say("round %d of %d".formatted(round, options.rounds()));
    }
  }

  /**
   * So that all is compiled as after minutes of service: cheap hashes, then refusals, which are
   * another way through the service, and a round that is not counted.
   */
  private void warmUp(String engine) throws IOException {
    var service = services.get(engine);
    Supplier<byte[]> cheap =
        () ->
            Latchkey.login(
                WARM.get(0),
                "user-" + ThreadLocalRandom.current().nextInt(USERS),
                Database.CHEAP_PASSWORD);
    int count = 0;
    long limit = System.nanoTime() + MAX_WARM_UP;
    while (count < options.warmUp() * CHEAP_PER_SECOND && System.nanoTime() < limit) {
      var result = run(service, 0, 2, Load.Stream.closed("login", service.port, 16, cheap));
      count += result.samples().get("login").accepted.count();
    }
    say("%s: %d cheap logins to warm up".formatted(engine, count));
    var logins = Latchkey.logins(MANY, USERS / MANY.size());
    var refused = Load.Stream.open("login", service.port, REFUSED_PER_SECOND, logins);
    run(service, 0, options.warmUp() / 2, refused);
    round(engine);
    measured.clear();
  }

  private void round(String engine) throws IOException {
    var service = services.get(engine);
    double capacity = 0;
    for (int connections : CONNECTIONS) {
      if (options.wants("closed")) {
        double perSecond = closed(engine, "closed-" + connections, connections, MANY);
        capacity = connections == 32 ? perSecond : capacity;
      }
    }
    if (options.wants("one")) {
      closed(engine, "one-32", 32, ONE);
    }
    if (options.wants("overload")) {
      overload(engine, capacity > 0 ? capacity : closed(engine, "closed-32", 32, MANY));
    }
    if (options.wants("fairness")) {
      fairness(engine);
    }
    rounds(engine, "memory").add("rss", Usage.residentMegabytes(service.pid()));
  }

  private double closed(String engine, String scenario, int connections, List<String> domains)
      throws IOException {
    var service = services.get(engine);
    // With more callers it takes longer until they are spread.
    double ramp = connections > 32 ? 2 * RAMP : RAMP;
    double before = kernel.perSecond(CEILING_SECONDS);
    var result =
        run(
            service,
            ramp,
            options.seconds(),
            closed(service, "login", connections, domains),
            service.health(PROBES),
            service.keySet(PROBES));
    double after = kernel.perSecond(CEILING_SECONDS);
    double perSecond = record(rounds(engine, scenario), result);
    rounds(engine, scenario).add("ofKernel", 2 * perSecond / (before + after));
    return perSecond;
  }

  private void overload(String engine, double capacity) throws IOException {
    var service = services.get(engine);
    var rounds = rounds(engine, "overload");
    rounds.add("capacity", capacity);
    rounds.add("rssBefore", Usage.residentMegabytes(service.pid()));
    var result =
        run(
            service,
            2.5, // until the queue is as long as it gets
            1.5 * options.seconds(),
            Load.Stream.open(
                "login", service.port, 5 * capacity, Latchkey.logins(MANY, USERS / MANY.size())),
            service.health(PROBES),
            service.keySet(PROBES));
    rounds.add("share", record(rounds, result) / capacity);
    rounds.add("rssAfter", Usage.residentMegabytes(service.pid()));
  }

  private void fairness(String engine) throws IOException {
    var service = services.get(engine);
    var quiet = run(service, 0.2, options.seconds(), closed(service, "login", 1, QUIET));
    record(rounds(engine, "quiet"), quiet);
    var flooded =
        run(
            service,
            2 * RAMP,
            1.5 * options.seconds(),
            closed(service, "flood", 64, FLOOD),
            closed(service, "login", 1, QUIET));
    record(rounds(engine, "flooded"), flooded);
  }

  private static Load.Stream closed(
      Latchkey service, String name, int connections, List<String> domains) {
    return Load.Stream.closed(
        name, service.port, connections, Latchkey.logins(domains, USERS / domains.size()));
  }

  private Load.Result<Usage> run(
      Latchkey service, double ramp, double seconds, Load.Stream... streams) throws IOException {
    return Load.run(ramp, seconds, () -> service.usage(database), List.of(streams));
  }

  private Rounds rounds(String engine, String scenario) {
    return measured.computeIfAbsent(engine + " " + scenario, name -> new Rounds());
  }

  private static double record(Rounds rounds, Load.Result<Usage> result) {
    var login = result.samples().get("login");
    double perSecond = login.accepted.count() / result.seconds();
    double each = login.accepted.count() == 0 ? Double.NaN : 1000.0 / login.accepted.count();
    Usage used = result.after().minus(result.before());
    rounds.add("perSecond", perSecond);
    rounds.add("cpu", used.service() * each);
    rounds.add("hashing", used.hashing() * each);
    rounds.add("other", (used.service() - used.hashing()) * each);
    rounds.add("events", used.events() * each);
    rounds.add("compiling", used.compiling() * each);
    rounds.add("database", used.database() * each);
    rounds.add("load", used.load() * each);
    rounds.add("refused", login.refused.count() / result.seconds());
    rounds.add("late", login.refused.longerThan(LATE_MILLIS) / result.seconds());
    int odd = login.others.values().stream().mapToInt(Integer::intValue).sum();
    for (var stream : result.samples().values()) {
      odd += stream.lost;
    }
    rounds.add("lost", odd);
    rounds.add("accepted", login.accepted);
    rounds.add("refusals", login.refused);
    for (String probe : List.of("health", "keys")) {
      if (result.samples().containsKey(probe)) {
        rounds.add(probe, result.samples().get(probe).accepted);
      }
    }
    return perSecond;
  }

  private void report(double seconds) throws Exception {
    var text = new StringBuilder("# The service, end to end\n\n");
    text.append(Machine.describe())
        .append(" · PostgreSQL ")
        .append(database.version())
        .append(", the load and the service on the same cores\n\n");
    text.append(
        """
        bcrypt cost 10 · %d users, "many": in %d organisations · service started with `%s` · medians of %d rounds of %s s, the \
        engines in turn; percentiles over all rounds · made by `bench/service/run` in %.0f s

        The kernel alone, five lanes on each core: **%s logins/s** (%s), %s ms of CPU per hash. One hash alone: %s ms.

        "Of the kernel" compares with the kernel alone just before and just after, round by round. \
        "Other CPU" is all of the service's process but the threads that hash: mostly the event loops, and the JVM's compilers while \
        they still find something to do. Refused callers of a closed loop wait as long as \
        Retry-After says. Latencies in ms.

        """
            .formatted(
                USERS,
                MANY.size(),
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
      for (String engine : services.keySet()) {
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
    for (String engine : services.keySet()) {
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
            "capacity/s (32 connections)",
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
            "after");
    for (String engine : services.keySet()) {
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
            number(all.last("rssAfter"), 0));
      }
    }
    return table;
  }

  private Table fairnessTable() {
    var table = new Table("engine", "quiet p50", "quiet p99", "flooded p50", "flooded p99", "ratio");
    for (String engine : services.keySet()) {
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
    for (String engine : services.keySet()) {
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
            "refused", "late", "lost", "capacity", "share", "rssBefore", "rssAfter", "rss");
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
    var engines = List.copyOf(services.keySet());
    var values = new double[engines.size()][CONNECTIONS.length];
    for (int e = 0; e < engines.size(); e++) {
      for (int c = 0; c < CONNECTIONS.length; c++) {
        var all = measured.get(engines.get(e) + " closed-" + CONNECTIONS[c]);
        values[e][c] = all == null ? Double.NaN : all.median("perSecond");
      }
    }
    return BarChart.svg(
        "Logins per second, bcrypt cost 10, 2 engines in turn",
        "by connections",
        IntStream.of(CONNECTIONS).mapToObj(String::valueOf).toList(),
        engines,
        values,
        ceiling.median("perSecond"),
        "the kernel alone:");
  }

  private static void say(String text) {
    System.err.println(text);
  }
}
