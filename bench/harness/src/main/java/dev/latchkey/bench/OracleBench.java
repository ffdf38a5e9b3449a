package dev.latchkey.bench;

import dev.latchkey.bench.OracleMeasure.Comparison;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;

/**
 * Whether the time of an answer tells who has an account. All {@link OracleScenarios} are measured,
 * each with two controls: the first kind once more, in which no difference may be found, and the
 * first kind with a delay, which must be found.
 */
final class OracleBench {

  private final Program program;
  private final OracleMeasure measure;

  private OracleBench(Program program, OracleMeasure measure) {
    this.program = program;
    this.measure = measure;
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
    try (var database = new Database(options.folder())) {
      database.create(Program.DATABASE);
      var program = Program.jar(options, database);
      program.run("migrate");
      OraclePeople.add(database);
      var measure = new OracleMeasure(options.rounds(), options.warmUp());
      var bench = new OracleBench(program, measure);
      var report = new OracleReport();
      for (var scenario : OracleScenarios.all()) {
        if (options.wants(scenario.name())) {
          bench.report(scenario, report);
        }
      }
      report.write(options.results());
    }
  }

  /** What one scenario lacks must not hide what the others show. */
  private void report(OracleScenario scenario, OracleReport report) throws Exception {
    try {
      report.add(scenario, measured(scenario));
    } catch (IllegalStateException | IOException e) {
      report.addFailure(scenario, e);
    }
  }

  private List<Comparison> measured(OracleScenario scenario) throws Exception {
    OraclePeople.resetFailures(program.database());
    try (var latchkey = start(scenario)) {
      if (!scenario.otherReplica()) {
        return measured(scenario, latchkey.port(), latchkey.port());
      }
      try (var other = start(scenario)) {
        return measured(scenario, latchkey.port(), other.port());
      }
    }
  }

  private List<Comparison> measured(OracleScenario scenario, int port, int otherPort)
      throws Exception {
    var ready = OracleSessions.prepare(scenario, port, program.database());
    try (var crowd = new Crowd(port, ready.crowd())) {
      crowd.awaitRefusals();
      return measure.run(port, otherPort, ready);
    }
  }

  private Latchkey start(OracleScenario scenario) throws Exception {
    var ports = Latchkey.Ports.free();
    var settings = new HashMap<>(program.factorKeys());
    settings.putAll(scenario.settings());
    var latchkey = program.start(scenario.name() + "-" + ports.api(), ports, settings);
    latchkey.awaitHealthy();
    return latchkey;
  }
}
