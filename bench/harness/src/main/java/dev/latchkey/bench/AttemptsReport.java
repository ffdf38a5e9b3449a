package dev.latchkey.bench;

import static dev.latchkey.bench.AttemptsBench.ENFORCE;
import static dev.latchkey.bench.AttemptsBench.LOGINS;
import static dev.latchkey.bench.AttemptsBench.MODES;
import static dev.latchkey.bench.AttemptsBench.OF_OFF;
import static dev.latchkey.bench.report.Rounds.number;

import dev.latchkey.bench.AttemptsBench.Flood;
import dev.latchkey.bench.report.Machine;
import dev.latchkey.bench.report.Page;
import dev.latchkey.bench.report.Results;
import dev.latchkey.bench.report.Table;
import java.io.IOException;
import java.util.List;

/** The page of {@link AttemptsBench}. */
record AttemptsReport(Options options, Results results) {

  void write(String postgres) throws IOException {
    new Page("What counting attempts costs")
        .paragraph(
            "%s · PostgreSQL %s. The load, the service and PostgreSQL run on the same cores."
                .formatted(Machine.describe(), postgres))
        .paragraph(
            """
            bcrypt cost 10 · %d users in %d organisations, each in a network that is known for them · \
            `latchkey.attempts.mode` is `enforce` or `off`, in turn, with two services on one database, started with `%s` · \
            medians of %d rounds, and the lowest and highest; percentiles over all rounds · made by `bench/attempts/cost` in %s
            """
                .formatted(
                    Population.USERS,
                    AttemptsBench.PEOPLE.domains().size(),
                    String.join(" ", options.javaOptions()),
                    options.rounds(),
                    Machine.elapsed()))
        .heading("Logins with the right password")
        .paragraph(
            """
            %d callers, each of whom logs in again at once. The last column compares the two modes round by round; the bound is \
            %s %%. Times are ms.
            """
                .formatted(AttemptsBench.CONNECTIONS, number(100 * AttemptsBench.LEAST_LOGINS, 0)))
        .table(loginsTable())
        .heading("Beside a flood of wrong passwords")
        .paragraph(
            """
            The same callers, and %s times as many guesses as the service can check. All guesses are of one of the \
            organisations. 401: the guess was compared. 429: it was refused because of the limits. 503: because too many wait. \
            PostgreSQL's CPU is that of all its processes, without what the right logins take, for each guess. The bound for \
            the last column is %s %%.
            """
                .formatted(
                    number(AttemptsBench.TIMES_CAPACITY, 0),
                    number(100 * AttemptsBench.LEAST_FLOODED, 0)))
        .table(floodTable())
        .write(options.results(), "attempts-cost", results.raw());
  }

  private Table loginsTable() {
    var table =
        new Table(
            "mode",
            "logins/s",
            "rounds",
            "CPU ms/login",
            "PostgreSQL's",
            "p50",
            "p99",
            "refused/s",
            "lost",
            "of off",
            "rounds");
    for (String mode : MODES) {
      var all = results.of(mode, LOGINS);
      table.row(
          mode,
          number(all.median("perSecond"), 1),
          all.range("perSecond", 1),
          number(all.median("cpu"), 2),
          number(all.median("database"), 2),
          number(all.percentile("accepted", 0.5), 1),
          number(all.percentile("accepted", 0.99), 1),
          number(all.median("refused"), 1),
          number(all.sum("lost"), 0),
          share(mode, LOGINS),
          shares(mode, LOGINS));
    }
    return table;
  }

  private Table floodTable() {
    var table =
        new Table(
            "flood",
            "mode",
            "right logins/s",
            "rounds",
            "p50",
            "p99",
            "their 503/s",
            "their 401 and 429",
            "guesses 401/s",
            "429/s",
            "503/s",
            "PostgreSQL's CPU ms/guess",
            "rounds",
            "lost",
            "of off",
            "rounds");
    for (Flood flood : Flood.values()) {
      MODES.forEach(mode -> table.row(floodRow(flood, mode)));
    }
    return table;
  }

  private List<String> floodRow(Flood flood, String mode) {
    var all = results.of(mode, flood.name());
    return List.of(
        flood.text,
        mode,
        number(all.median("perSecond"), 1),
        all.range("perSecond", 1),
        number(all.percentile("accepted", 0.5), 1),
        number(all.percentile("accepted", 0.99), 1),
        number(all.median("refused"), 1),
        number(all.sum("keptOut"), 0),
        number(all.median("guesses401"), 1),
        number(all.median("guesses429"), 1),
        number(all.median("guesses503"), 1),
        number(all.median("databaseEach"), 3),
        all.range("databaseEach", 3),
        number(all.sum("lost") + all.sum("oddGuesses"), 0),
        share(mode, flood.name()),
        shares(mode, flood.name()));
  }

  private String share(String mode, String scenario) {
    double share = mode.equals(ENFORCE) ? results.of(OF_OFF, scenario).median("share") : Double.NaN;
    return Double.isNaN(share) ? "–" : number(100 * share, 1) + " %";
  }

  private String shares(String mode, String scenario) {
    return mode.equals(ENFORCE) ? results.of(OF_OFF, scenario).range("share", 3) : "–";
  }
}
