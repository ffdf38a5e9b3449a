package dev.latchkey.bench;

import static dev.latchkey.bench.report.Rounds.number;

import dev.latchkey.bench.report.Machine;
import dev.latchkey.bench.report.Page;
import dev.latchkey.bench.report.Results;
import dev.latchkey.bench.report.Rounds;
import dev.latchkey.bench.report.Table;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** The page of {@link SessionsBench}. */
record SessionsReport(Options options, Results results) {

  void write(String postgres) throws IOException {
    var page =
        new Page("After the login")
            .paragraph(
                "%s · PostgreSQL %s. The load and the services run on the same cores."
                    .formatted(Machine.describe(), postgres))
            .paragraph(
                """
                Latchkey was started with `%s` · rounds: %d of %s s · made by `bench/sessions/run` in %s · latencies are in ms
                """
                    .formatted(
                        String.join(" ", options.javaOptions()),
                        options.rounds(),
                        number(options.seconds(), 1),
                        Machine.elapsed()));
    renewals(page);
    secondStep(page);
    beforeAndAfter(page);
    page.write(options.results(), "sessions", results.raw());
  }

  private void renewals(Page page) {
    if (!results.has(Renewals.LATCHKEY, Renewals.scenario(Renewals.CONNECTIONS.get(0)))) {
      return;
    }
    page.heading("Renewals")
        .paragraph(
            """
            Each caller sends the next renewal when the last is answered; the services are measured in turn. Keycloak %s has \
            its defaults: it renews with a refresh token, and keeps its sessions in the database. Each answer was a 200, else \
            the run fails. "Per core" divides by all cores of the machine; PostgreSQL and the load are on them, too. CPU \
            times are for one renewal. There is one replica of Latchkey, so each token is one that it made: it remembers the \
            signatures (docs/adr/0018-remember-signatures.md). A replica that did not make the token checks its signature as \
            well.\
            """
                .formatted(System.getenv("BENCH_KEYCLOAK_VERSION")))
        .table(renewalsTable());
    for (int connections : Renewals.CONNECTIONS) {
      var scenario = Renewals.scenario(connections);
      page.paragraph(
          "At %d connections Latchkey renews **%s** times as often as Keycloak (wanted: at least 5)."
              .formatted(
                  connections,
                  ratios(Renewals.LATCHKEY, Renewals.KEYCLOAK, scenario, "perSecond")));
    }
  }

  private Table renewalsTable() {
    var table =
        new Table(
            "connections",
            "service",
            "renewals/s",
            "rounds",
            "per core",
            "CPU ms",
            "of PostgreSQL",
            "of the load",
            "p50",
            "p99");
    for (int connections : Renewals.CONNECTIONS) {
      for (String service : List.of(Renewals.LATCHKEY, Renewals.KEYCLOAK)) {
        table.row(renewalsRow(connections, service));
      }
    }
    return table;
  }

  private List<String> renewalsRow(int connections, String service) {
    var all = results.of(service, Renewals.scenario(connections));
    int cores = Runtime.getRuntime().availableProcessors();
    return List.of(
        String.valueOf(connections),
        service,
        number(all.median("perSecond"), 0),
        all.range("perSecond", 0),
        number(all.median("perSecond") / cores, 0),
        number(all.median("cpu"), 3),
        number(all.median("database"), 3),
        number(all.median("load"), 3),
        number(all.percentile("accepted", 0.5), 1),
        number(all.percentile("accepted", 0.99), 1));
  }

  private void secondStep(Page page) {
    if (!results.has(Renewals.LATCHKEY, SecondStep.FIRST)) {
      return;
    }
    var table = new Table("step", "how often", "p50", "p99");
    table.row(stepRow("password", SecondStep.FIRST));
    table.row(stepRow("code of the second factor", SecondStep.SECOND));
    double first = results.of(Renewals.LATCHKEY, SecondStep.FIRST).percentile("times", 0.5);
    double second = results.of(Renewals.LATCHKEY, SecondStep.SECOND).percentile("times", 0.5);
    page.heading("The second step of a login")
        .paragraph(
            "One caller logs in with a password, whose hash has cost 10, and then with a code.")
        .table(table)
        .paragraph(
            "The median of the second step is **%s** of that of the first (wanted: below 0.25)."
                .formatted(number(second / first, 3)));
  }

  private List<String> stepRow(String title, String step) {
    var all = results.of(Renewals.LATCHKEY, step);
    return List.of(
        title,
        String.valueOf(all.count("times")),
        number(all.percentile("times", 0.5), 2),
        number(all.percentile("times", 0.99), 2));
  }

  private void beforeAndAfter(Page page) {
    if (!results.has(BeforeAndAfter.OLDER, BeforeAndAfter.SCENARIO)) {
      return;
    }
    var table =
        new Table("jar", "logins/s", "rounds", "CPU ms/login", "p50", "p99", "refused/s", "lost");
    table.row(loginsRow(BeforeAndAfter.OLDER));
    table.row(loginsRow(BeforeAndAfter.NEWER));
    page.heading("Logins before and after")
        .paragraph(
            """
            32 connections, the jar of %s and that of this tree in turn. The ratio is the median over the pairs.\
            """
                .formatted(System.getenv("BENCH_BEFORE")))
        .table(table)
        .paragraph(
            "After, there are **%s** times as many logins a second as before (wanted: 0.98 to 1.02)."
                .formatted(
                    ratios(
                        BeforeAndAfter.NEWER,
                        BeforeAndAfter.OLDER,
                        BeforeAndAfter.SCENARIO,
                        "perSecond")));
  }

  private List<String> loginsRow(String jar) {
    var all = results.of(jar, BeforeAndAfter.SCENARIO);
    return List.of(
        jar,
        number(all.median("perSecond"), 1),
        all.range("perSecond", 1),
        number(all.median("cpu"), 2),
        number(all.percentile("accepted", 0.5), 1),
        number(all.percentile("accepted", 0.99), 1),
        number(all.median("refused"), 1),
        number(all.sum("lost"), 0));
  }

  /** The median and the range of what one has of the other, round by round. */
  private String ratios(String one, String other, String scenario, String measure) {
    var ofOne = results.of(one, scenario).each(measure);
    var ofOther = results.of(other, scenario).each(measure);
    var ratios = new Rounds();
    IntStream.range(0, ofOne.size())
        .forEach(i -> ratios.add(measure, ofOne.get(i) / ofOther.get(i)));
    return "%s (%s)".formatted(number(ratios.median(measure), 3), ratios.range(measure, 2));
  }
}
