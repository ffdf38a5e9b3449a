package dev.latchkey.bench;

import dev.latchkey.bench.report.Results;
import java.io.IOException;
import java.util.List;

/**
 * What comes after a login: {@link Renewals} beside Keycloak's, and the {@link SecondStep}. With an
 * older jar also what a login costs {@link BeforeAndAfter}.
 */
final class SessionsBench {

  static final String RENEWALS = "renewals";
  static final String SECOND_STEP = "second-step";
  static final String BEFORE = "before";

  private final Options options;
  private final Database database;
  private final Program program;
  private final Results results = new Results("service", "scenario");

  private SessionsBench(Options options, Database database) {
    this.options = options;
    this.database = database;
    this.program = Program.jar(options, database);
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
    try (var database = new Database(options.folder())) {
      database.create(Program.DATABASE);
      var bench = new SessionsBench(options, database);
      bench.program.run("migrate");
      bench.fill();
      bench.measure();
      new SessionsReport(options, bench.results).write(database.version());
    }
  }

  private void fill() throws Exception {
    for (var population : List.of(Renewals.PEOPLE, SecondStep.PEOPLE, BeforeAndAfter.PEOPLE)) {
      population.fill(database);
    }
  }

  private void measure() throws Exception {
    if (options.wants(RENEWALS)) {
      try (var renewals = new Renewals(options, database, program)) {
        renewals.measure(results);
      }
    }
    if (options.wants(SECOND_STEP)) {
      try (var latchkey = started("second-step", program)) {
        SecondStep.measure(options, latchkey, results);
      }
    }
    var before = options.before();
    if (options.wants(BEFORE) && before.isPresent()) {
      var older = Program.jar(options, before.get(), database);
      BeforeAndAfter.measure(options, older, program, results);
    }
  }

  static Latchkey started(String name, Program program) throws IOException, InterruptedException {
    var latchkey = program.start(name, Latchkey.Ports.free(), program.factorKeys());
    latchkey.awaitHealthy();
    return latchkey;
  }

  static void say(String text) {
    System.err.println(text);
  }
}
