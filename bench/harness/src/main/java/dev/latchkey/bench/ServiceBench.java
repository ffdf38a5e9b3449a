package dev.latchkey.bench;

import dev.latchkey.bench.report.Results;
import dev.latchkey.bench.report.Rounds;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service end to end, hashing with lanes and with Elytron in turn. */
final class ServiceBench {

  static final Population MANY = Population.ofManyOrganizations();
  private static final Population ONE = Population.ofOne("single.example");
  private static final Population FLOOD = Population.ofOne("flood.example");
  private static final Population QUIET = Population.ofOne("quiet.example");
  private static final Population WARM = Population.withCheapHashes();
  private static final List<Integer> CONNECTIONS = List.of(1, 2, 8, 32, 128);
  private static final List<String> ENGINES = List.of("lanes", "elytron");

  /**
   * The kernel alone, just before and just after: a shared machine is now faster and now slower,
   * for seconds at a time.
   */
  private static final double KERNEL_SECONDS = 0.7;

  private static final double RAMP = 0.8;

  /** So many cheap logins for each second of warm-up, however slow the machine is just now. */
  private static final int CHEAP_PER_SECOND = 1_000;

  private static final double REFUSED_PER_SECOND = 4_000;

  private static final long MAX_WARM_UP = TimeUnit.SECONDS.toNanos(45);

  private final Options options;
  private final Map<String, Latchkey> services;
  private final KernelAlone kernel;
  private final Results results = new Results("engine", "scenario");

  private ServiceBench(Options options, Map<String, Latchkey> services, KernelAlone kernel) {
    this.options = options;
    this.services = services;
    this.kernel = kernel;
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
    var services = new LinkedHashMap<String, Latchkey>();
    try (var database = new Database(options.folder())) {
      try {
        start(options, database, services);
        // One yardstick for all engines: the width of the lanes, or 1 where only Elytron runs.
        int width = services.values().iterator().next().lanesPerCore();
        try (var kernel = new KernelAlone(options, width)) {
          var bench = new ServiceBench(options, services, kernel);
          bench.measure();
          var engines = List.copyOf(services.keySet());
          new ServiceReport(options, engines, bench.results, width).write(database.version());
        }
      } finally {
        services.values().forEach(Latchkey::close);
      }
    }
  }

  private static void start(Options options, Database database, Map<String, Latchkey> services)
      throws Exception {
    database.create(Program.DATABASE);
    var program = Program.jar(options, database);
    for (String engine : ENGINES) {
      if (options.wants(engine) || ENGINES.stream().noneMatch(options.only()::contains)) {
        say("starting " + engine);
        services.put(engine, program.startWithEngine(engine));
      }
    }
    for (var population : List.of(MANY, ONE, FLOOD, QUIET, WARM)) {
      population.fill(database);
    }
  }

  private void measure() throws IOException {
    kernel.warmUp();
    for (String engine : services.keySet()) {
      warmUp(engine);
    }
    results.clear();
    for (int round = 1; round <= options.rounds(); round++) {
      kernel.measureInto(results.of("kernel", "alone"), options.seconds());
      for (String engine : Results.inTurn(services.keySet(), round)) {
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
    int count = 0;
    long limit = System.nanoTime() + MAX_WARM_UP;
    while (count < options.warmUp() * CHEAP_PER_SECOND && System.nanoTime() < limit) {
      var result = run(service, 0, 2, closed(service, "login", 16, WARM));
      count += result.samples().get("login").accepted.count();
    }
    say("%s: %d cheap logins to warm up".formatted(engine, count));
    run(service, 0, options.warmUp() / 2, open(service, REFUSED_PER_SECOND));
    round(engine);
  }

  private void round(String engine) throws IOException {
    var service = services.get(engine);
    if (options.wants("closed")) {
      for (int connections : CONNECTIONS) {
        closed(engine, "closed-" + connections, connections, MANY);
      }
    }
    if (options.wants("one")) {
      closed(engine, "one-32", 32, ONE);
    }
    if (options.wants("overload")) {
      overload(service, results.of(engine, "overload"));
    }
    if (options.wants("fairness")) {
      fairness(engine);
    }
    results.of(engine, "memory").add("rss", service.residentMegabytes());
  }

  private void closed(String engine, String scenario, int connections, Population population)
      throws IOException {
    var service = services.get(engine);
    var rounds = results.of(engine, scenario);
    // With more callers it takes longer until they are spread.
    double ramp = connections > 32 ? 2 * RAMP : RAMP;
    double before = kernel.perSecond(KERNEL_SECONDS);
    var logins = closed(service, "login", connections, population);
    var result = runWithProbes(service, ramp, options.seconds(), logins);
    double after = kernel.perSecond(KERNEL_SECONDS);
    rounds.add("ofKernel", 2 * LoginMeasures.add(rounds, result) / (before + after));
  }

  /** Beside the capacity just before and just after, as the machine's speed changes. */
  private void overload(Latchkey service, Rounds rounds) throws IOException {
    double before = capacity(service);
    rounds.add("rssBefore", service.residentMegabytes());
    // The ramp lasts until the queue is as long as it gets.
    var result = runWithProbes(service, 2.5, 1.5 * options.seconds(), open(service, 5 * before));
    rounds.add("rssAfter", service.residentMegabytes());
    double capacity = (before + capacity(service)) / 2;
    rounds.add("capacity", capacity);
    rounds.add("share", LoginMeasures.add(rounds, result) / capacity);
    var logins = result.samples().get("login");
    double load = result.after().minus(result.before()).load();
    rounds.add("loadEach", 1000 * load / (logins.accepted.count() + logins.refused.count()));
  }

  /** Logins per second at 32 connections. */
  private double capacity(Latchkey service) throws IOException {
    var logins = closed(service, "login", 32, MANY);
    var result = runWithProbes(service, RAMP, options.seconds(), logins);
    return result.samples().get("login").accepted.count() / result.seconds();
  }

  private void fairness(String engine) throws IOException {
    var service = services.get(engine);
    var quiet = closed(service, "login", 1, QUIET);
    LoginMeasures.add(results.of(engine, "quiet"), run(service, 0.2, options.seconds(), quiet));
    var flood = closed(service, "flood", 64, FLOOD);
    LoginMeasures.add(
        results.of(engine, "flooded"),
        run(service, 2 * RAMP, 1.5 * options.seconds(), flood, quiet));
  }

  private static Load.Stream closed(
      Latchkey service, String name, int connections, Population population) {
    return Load.Stream.closed(name, service.port(), connections, population.logins());
  }

  private static Load.Stream open(Latchkey service, double perSecond) {
    return Load.Stream.open("login", service.port(), perSecond, MANY.logins());
  }

  private static Load.Result<Usage> runWithProbes(
      Latchkey service, double ramp, double seconds, Load.Stream logins) throws IOException {
    return run(service, ramp, seconds, logins, service.health(), service.keySet());
  }

  private static Load.Result<Usage> run(
      Latchkey service, double ramp, double seconds, Load.Stream... streams) throws IOException {
    return Load.run(ramp, seconds, service::usage, List.of(streams));
  }

  private static void say(String text) {
    System.err.println(text);
  }
}
