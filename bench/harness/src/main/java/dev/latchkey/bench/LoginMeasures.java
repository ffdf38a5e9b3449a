package dev.latchkey.bench;

import dev.latchkey.bench.report.Rounds;
import java.util.List;

/** The measures of logins under load, the same in all benchmarks. */
final class LoginMeasures {

  /** A refusal that took longer came after a wait. */
  private static final double LATE_MILLIS = 1_000;

  private LoginMeasures() {}

  /**
   * Adds a round. CPU times are milliseconds for each accepted login.
   *
   * @param result with a stream "login", perhaps with others beside it
   * @return accepted logins per second
   */
  static double add(Rounds rounds, Load.Result<Usage> result) {
    var login = result.samples().get("login");
    int accepted = login.accepted.count();
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
    rounds.add("refused", login.refused.count() / result.seconds());
    rounds.add("late", login.refused.longerThan(LATE_MILLIS) / result.seconds());
    rounds.add("lost", lost(result));
    rounds.add("accepted", login.accepted);
    rounds.add("refusals", login.refused);
    for (String probe : List.of("health", "keys")) {
      if (result.samples().containsKey(probe)) {
        rounds.add(probe, result.samples().get(probe).accepted);
      }
    }
    return accepted / result.seconds();
  }

  /** Requests without an answer, and logins with another answer than 200, 429 or 503. */
  private static int lost(Load.Result<Usage> result) {
    var odd = result.samples().get("login").others.values();
    return odd.stream().mapToInt(Integer::intValue).sum()
        + result.samples().values().stream().mapToInt(sample -> sample.lost).sum();
  }
}
