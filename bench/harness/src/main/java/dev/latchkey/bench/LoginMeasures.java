package dev.latchkey.bench;

import dev.latchkey.bench.report.Rounds;
import java.util.List;

/** The measures of calls under load, mostly logins, the same in all benchmarks. */
final class LoginMeasures {

  /** A refusal that took longer came after a wait. */
  private static final double LATE_MILLIS = 1_000;

  private LoginMeasures() {}

  /** The same of a stream "login". */
  static double add(Rounds rounds, Load.Result<Usage> result) {
    return add(rounds, result, "login");
  }

  /**
   * Adds a round. CPU times are milliseconds for each accepted call.
   *
   * @param result with the stream, perhaps with others beside it
   * @return accepted calls per second
   */
  static double add(Rounds rounds, Load.Result<Usage> result, String stream) {
    var calls = result.samples().get(stream);
    int accepted = calls.accepted.count();
    double each = accepted == 0 ? Double.NaN : 1000.0 / accepted;
    Usage used = result.after().minus(result.before());
    rounds.add("perSecond", accepted / result.seconds());
    rounds.add("cpu", used.service() * each);
    rounds.add("hashing", used.hashing() * each);
    rounds.add("other", (used.service() - used.hashing()) * each);
    rounds.add("events", used.events() * each);
    rounds.add("compiling", used.compiling() * each);
    rounds.add("database", used.database() * each);
    rounds.add("load", used.load() * each);
    rounds.add("refused", calls.refused.count() / result.seconds());
    rounds.add("late", calls.refused.longerThan(LATE_MILLIS) / result.seconds());
    rounds.add("lost", lost(result, calls));
    rounds.add("accepted", calls.accepted);
    rounds.add("refusals", calls.refused);
    for (String probe : List.of("health", "keys")) {
      if (result.samples().containsKey(probe)) {
        rounds.add(probe, result.samples().get(probe).accepted);
      }
    }
    return accepted / result.seconds();
  }

  /** Requests without an answer, and calls with another answer than 200, 429 or 503. */
  private static int lost(Load.Result<Usage> result, Load.Sample calls) {
    return calls.others.values().stream().mapToInt(Integer::intValue).sum()
        + result.samples().values().stream().mapToInt(sample -> sample.lost).sum();
  }
}
