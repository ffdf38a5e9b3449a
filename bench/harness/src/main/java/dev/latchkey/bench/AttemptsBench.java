package dev.latchkey.bench;

import dev.latchkey.bench.report.Results;
import dev.latchkey.bench.report.Rounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What counting attempts costs: the service with and without it, in turn, on one database. */
final class AttemptsBench {

  static final Population PEOPLE = Population.ofManyOrganizations();
  static final String ENFORCE = "enforce";
  static final String OFF = "off";
  static final List<String> MODES = List.of(ENFORCE, OFF);

  /** In the names of results: one mode, compared with the other. */
  static final String OF_OFF = "enforce of off";

  static final String LOGINS = "logins";
  static final int CONNECTIONS = 32;
  static final double TIMES_CAPACITY = 5;

  /** At least this share of the logins of the mode that counts nothing. */
  static final double LEAST_LOGINS = 0.98;

  /** The same beside a flood, which makes the measurement less exact. */
  static final double LEAST_FLOODED = 0.95;

  private static final Population WARM = Population.withCheapHashes();
  private static final double RAMP = 0.8;

  private final Options options;
  private final Map<String, Latchkey> services;
  private final Results results = new Results("mode", "scenario");

  private AttemptsBench(Options options, Map<String, Latchkey> services) {
    this.options = options;
    this.services = services;
  }

  /** A flood of wrong passwords at one organisation. */
  enum Flood {
    /** Of one name, from one network. */
    ONE_NAME("one name, from one network", 1, 1),
    /** Of all names of an organisation, from so many networks that none is refused. */
    MANY_NETWORKS("100 names, from 50,000 networks", 100, 50_000);

    /** Behind those of the users. */
    private static final int FIRST_NETWORK = 0x1000;

    final String text;
    private final int names;
    private final int networks;
    private int next;

    Flood(String text, int names, int networks) {
      this.text = text;
      this.names = names;
      this.networks = networks;
    }

    /** It goes on where it was in the last round, so that no network guesses often. */
    private Supplier<byte[]> guesses() {
      var domain = PEOPLE.domains().get(0);
      return () -> {
        int number = next++;
        return Population.request(
            domain,
            Population.body(number % names, "guess"),
            Population.forwarded(FIRST_NETWORK + number % networks));
      };
    }
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
    var services = new LinkedHashMap<String, Latchkey>();
    try (var database = new Database(options.folder())) {
      try {
        database.create(Program.DATABASE);
        var program = Program.jar(options, database);
        for (String mode : MODES) {
          services.put(mode, start(program, mode));
        }
        PEOPLE.fill(database);
        WARM.fill(database);
        var bench = new AttemptsBench(options, services);
        bench.measure();
        new AttemptsReport(options, bench.results).write(database.version());
        bench.requireBounds();
      } finally {
        services.values().forEach(Latchkey::close);
      }
    }
  }

  private static Latchkey start(Program program, String mode) throws Exception {
    say("starting with mode " + mode);
    var settings =
        Map.of("LATCHKEY_ATTEMPTS_MODE", mode, "LATCHKEY_CALLER_TRUSTED_PROXIES", "127.0.0.0/8");
    var service = program.start(mode, Latchkey.Ports.free(), settings);
    service.awaitHealthy();
    return service;
  }

  private void measure() throws IOException {
    for (String mode : MODES) {
      warmUp(mode);
    }
    round(0);
    results.clear();
    for (int round = 1; round <= options.rounds(); round++) {
      round(round);
      say("round %d of %d".formatted(round, options.rounds()));
    }
  }

  /**
   * Cheap hashes, so that all but the hashing is compiled. Then each user once, so that the network
   * of each is known: what follows is the service on a usual day.
   */
  private void warmUp(String mode) throws IOException {
    logIn(mode, 0, options.warmUp(), WARM.loginsFromHome());
    var inTurn = PEOPLE.loginsInTurn();
    for (int count = 0; count < Population.USERS; ) {
      int more = logIn(mode, 0, 2, inTurn).samples().get("login").accepted.count();
      if (more == 0) {
        throw new IllegalStateException("With mode " + mode + " nobody is let in");
      }
      count += more;
    }
    say(mode + " is warm");
  }

  private void round(int round) throws IOException {
    var order = Results.inTurn(MODES, round);
    // There and back: what the machine changes meanwhile is the same for both.
    var thereAndBack = new ArrayList<>(order);
    Collections.reverse(order);
    thereAndBack.addAll(order);
    var capacity = new HashMap<String, Double>();
    for (String mode : thereAndBack) {
      var result = logIn(mode, RAMP, options.seconds(), PEOPLE.loginsFromHome());
      double perSecond = LoginMeasures.add(results.of(mode, LOGINS), result);
      capacity.merge(mode, perSecond / 2, Double::sum);
    }
    compare(LOGINS, capacity);
    for (Flood flood : Flood.values()) {
      var goodput = new HashMap<String, Double>();
      for (String mode : order) {
        goodput.put(mode, flooded(mode, flood, TIMES_CAPACITY * capacity.get(mode)));
      }
      compare(flood.name(), goodput);
    }
  }

  private void compare(String scenario, Map<String, Double> perSecond) {
    double share = perSecond.get(ENFORCE) / perSecond.get(OFF);
    results.of(OF_OFF, scenario).add("share", share);
  }

  private double flooded(String mode, Flood flood, double rate) throws IOException {
    var service = services.get(mode);
    var result =
        Load.run(
            2 * RAMP,
            1.5 * options.seconds(),
            service::usage,
            List.of(
                logins(service, PEOPLE.loginsFromHome()),
                Load.Stream.open("flood", service.port(), rate, flood.guesses())));
    var rounds = results.of(mode, flood.name());
    double perSecond = LoginMeasures.add(rounds, result);
    addFlood(rounds, result, results.of(mode, LOGINS).last("database"));
    return perSecond;
  }

  /**
   * @param perLogin milliseconds of PostgreSQL's CPU for a right login
   */
  private static void addFlood(Rounds rounds, Load.Result<Usage> result, double perLogin) {
    var statuses = result.samples().get("flood").statuses;
    int odd = statuses.values().stream().mapToInt(Integer::intValue).sum();
    for (int status : List.of(401, 429, 503)) {
      int count = statuses.getOrDefault(status, 0);
      rounds.add("guesses" + status, count / result.seconds());
      odd -= count;
    }
    rounds.add("oddGuesses", odd);
    var ofLogins = result.samples().get("login").statuses;
    rounds.add("keptOut", ofLogins.getOrDefault(401, 0) + ofLogins.getOrDefault(429, 0));
    int refused = result.samples().get("flood").refused.count();
    int denied = statuses.getOrDefault(401, 0);
    double database = 1000 * result.after().minus(result.before()).database();
    double forLogins = perLogin * result.samples().get("login").accepted.count();
    rounds.add("databaseEach", (database - forLogins) / (refused + denied));
  }

  private Load.Result<Usage> logIn(
      String mode, double ramp, double seconds, Supplier<byte[]> requests) throws IOException {
    var service = services.get(mode);
    return Load.run(ramp, seconds, service::usage, List.of(logins(service, requests)));
  }

  private static Load.Stream logins(Latchkey service, Supplier<byte[]> requests) {
    return Load.Stream.closed("login", service.port(), CONNECTIONS, requests);
  }

  private void requireBounds() {
    require(LOGINS, LEAST_LOGINS);
    for (Flood flood : Flood.values()) {
      require(flood.name(), LEAST_FLOODED);
      var counted = results.of(ENFORCE, flood.name());
      require(counted.sum("keptOut") == 0, flood.text + ": it keeps owners out");
    }
    var oneName = results.of(ENFORCE, Flood.ONE_NAME.name());
    require(oneName.median("guesses429") > 0, "no guess was refused: nothing was counted");
  }

  private void require(String scenario, double least) {
    double share = results.of(OF_OFF, scenario).median("share");
    require(
        share >= least, "%s: %.1f %% of the logins with mode off".formatted(scenario, 100 * share));
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalStateException(problem);
    }
  }

  private static void say(String text) {
    System.err.println(text);
  }
}
