package dev.latchkey.bench;

import dev.latchkey.bench.report.Results;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Logins at 32 connections of an older jar and of this tree, in turn, on one database. Each pair is
 * as near in time as can be: a shared machine is now faster and now slower.
 */
final class BeforeAndAfter {

  static final Population PEOPLE = Population.ofOne("before.example");
  static final String OLDER = "before";
  static final String NEWER = "after";
  static final String SCENARIO = "closed-32";

  private static final int CONNECTIONS = 32;
  private static final int PAIRS_PER_ROUND = 4;
  private static final double RAMP = 0.8;

  private BeforeAndAfter() {}

  static void measure(Options options, Program older, Program newer, Results results)
      throws Exception {
    var services = new LinkedHashMap<String, Latchkey>();
    try {
      services.put(OLDER, started(OLDER, older, Map.of()));
      services.put(NEWER, started(NEWER, newer, newer.factorKeys()));
      for (var service : services.values()) {
        run(service, options.warmUp(), options.seconds());
      }
      int pairs = PAIRS_PER_ROUND * options.rounds();
      for (int pair = 1; pair <= pairs; pair++) {
        for (String name : Results.inTurn(services.keySet(), pair)) {
          var result = run(services.get(name), RAMP, options.seconds());
          LoginMeasures.add(results.of(name, SCENARIO), result);
        }
        SessionsBench.say("before and after: pair %d of %d".formatted(pair, pairs));
      }
    } finally {
      services.values().forEach(Latchkey::close);
    }
  }

  /** The database is that of the newer one already. */
  private static Latchkey started(String name, Program program, Map<String, String> more)
      throws IOException, InterruptedException {
    var settings = new LinkedHashMap<>(more);
    settings.put("LATCHKEY_MIGRATE_AT_START", "false");
    var latchkey = program.start(name, Latchkey.Ports.free(), settings);
    latchkey.awaitHealthy();
    return latchkey;
  }

  private static Load.Result<Usage> run(Latchkey service, double ramp, double seconds)
      throws IOException {
    var logins = Load.Stream.closed("login", service.port(), CONNECTIONS, PEOPLE.logins());
    return Load.run(ramp, seconds, service::usage, List.of(logins));
  }
}
