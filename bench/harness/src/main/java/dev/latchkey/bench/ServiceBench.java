package dev.latchkey.bench;

import java.io.IOException;
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

  static final int USERS = 1_200;
  static final List<String> MANY =
      IntStream.range(0, 12).mapToObj(i -> "org-" + i + ".example").toList();
  private static final List<String> ONE = List.of("single.example");
  private static final List<String> FLOOD = List.of("flood.example");
  private static final List<String> QUIET = List.of("quiet.example");
  private static final List<String> WARM = List.of("warm.example");
  static final int[] CONNECTIONS = {1, 2, 8, 32, 128};
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
      var engines = List.copyOf(bench.services.keySet());
      new ServiceReport(options, engines, bench.measured, bench.ceiling)
          .write((System.nanoTime() - began) / 1e9, database.version());
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
    for (int connections : CONNECTIONS) {
      if (options.wants("closed")) {
        closed(engine, "closed-" + connections, connections, MANY);
      }
    }
    if (options.wants("one")) {
      closed(engine, "one-32", 32, ONE);
    }
    if (options.wants("overload")) {
      overload(engine);
    }
    if (options.wants("fairness")) {
      fairness(engine);
    }
    rounds(engine, "memory").add("rss", Usage.residentMegabytes(service.pid()));
  }

  private void closed(String engine, String scenario, int connections, List<String> domains)
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
  }

  /** Beside the capacity just before and just after, as the machine's speed changes. */
  private void overload(String engine) throws IOException {
    var service = services.get(engine);
    var rounds = rounds(engine, "overload");
    double before = capacity(service);
    rounds.add("rssBefore", Usage.residentMegabytes(service.pid()));
    var result =
        run(
            service,
            2.5, // until the queue is as long as it gets
            1.5 * options.seconds(),
            Load.Stream.open(
                "login", service.port, 5 * before, Latchkey.logins(MANY, USERS / MANY.size())),
            service.health(PROBES),
            service.keySet(PROBES));
    rounds.add("rssAfter", Usage.residentMegabytes(service.pid()));
    double capacity = (before + capacity(service)) / 2;
    rounds.add("capacity", capacity);
    rounds.add("share", record(rounds, result) / capacity);
    var logins = result.samples().get("login");
    double load = result.after().minus(result.before()).load();
    rounds.add("loadEach", 1000 * load / (logins.accepted.count() + logins.refused.count()));
  }

  /** Logins per second at 32 connections. */
  private double capacity(Latchkey service) throws IOException {
    var result =
        run(
            service,
            RAMP,
            options.seconds(),
            closed(service, "login", 32, MANY),
            service.health(PROBES),
            service.keySet(PROBES));
    return result.samples().get("login").accepted.count() / result.seconds();
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

  private static void say(String text) {
    System.err.println(text);
  }
}
