package dev.latchkey.bench;

import static dev.latchkey.bench.report.Rounds.number;

import dev.latchkey.bench.report.Machine;
import dev.latchkey.bench.report.Page;
import dev.latchkey.bench.report.Table;
import dev.latchkey.bench.report.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page of {@link RollingUpdate}. */
final class RollingUpdateReport {

  /** What the callers saw of an update. */
  record Update(List<Callers.Login> logins, long seconds) {}

  private final Table table =
      new Table("update", "logins", "failed", "answers", "median ms", "slowest ms", "seconds");

  /**
   * @return how many logins failed
   */
  int add(String name, Update update) {
    var answers = new TreeMap<Integer, Integer>();
    var times = new Times();
    for (var login : update.logins()) {
      answers.merge(login.status(), 1, Integer::sum);
      times.add(login.nanos());
    }
    int failed = update.logins().size() - answers.getOrDefault(200, 0);
    table.row(
        name,
        String.valueOf(update.logins().size()),
        String.valueOf(failed),
        answers.entrySet().stream()
            .map(answer -> answer.getKey() + " × " + answer.getValue())
            .collect(Collectors.joining("; ")),
        number(times.percentile(0.5), 0),
        number(times.percentile(1), 0),
        String.valueOf(update.seconds()));
    return failed;
  }

  void write(Path folder) throws IOException {
    new Page("A rolling update")
        .paragraph(Machine.describe())
        .paragraph(
            """
            2 replicas behind haproxy, which asks each for readiness twice a second and never sends a login twice · %d callers \
            who log in without a pause, bcrypt cost 10 · each replica is replaced once: the new one starts first, then the old \
            one gets SIGTERM · made by `bench/rolling-update/run`
            """
                .formatted(Callers.COUNT))
        .table(table)
        .paragraph(
            """
            A failed login is one that was not answered with 200. "As in k8s/base": a replica that is told to end reports that \
            it is not ready, serves for %d s more (`QUARKUS_SHUTDOWN_DELAY`), then answers the requests that it has begun. The \
            other line is the control: its replicas are killed, to show that the measurement sees failures. -1 is no answer.
            """
                .formatted(RollingUpdate.DELAY_SECONDS))
        .write(folder, "rolling-update", table);
  }
}
