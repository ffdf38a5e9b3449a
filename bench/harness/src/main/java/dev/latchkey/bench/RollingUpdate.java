package dev.latchkey.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the Deployment of k8s/base does on an update, without Kubernetes: a new replica first, an
 * old one told to end once the new one is ready, twice, behind a haproxy that asks for readiness;
 * people log in all the time.
 */
final class RollingUpdate {

  private static final Population PEOPLE = Population.ofOne("rolling.example");

  /** Long enough for two checks of haproxy to fail; k8s/base has 10 s for those of kubelet. */
  static final int DELAY_SECONDS = 3;

  /** Long enough for a check of haproxy to succeed; minReadySeconds in Kubernetes. */
  private static final int FOUND_SECONDS = 2;

  private final Options options;
  private final Program program;

  private RollingUpdate(Options options, Program program) {
    this.options = options;
    this.program = program;
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
    try (var database = new Database(options.folder())) {
      database.create(Program.DATABASE);
      var program = Program.jar(options, database);
      program.run("migrate");
      PEOPLE.fill(database);
      var bench = new RollingUpdate(options, program);
      var report = new RollingUpdateReport();
      int failed = report.add("as in k8s/base", bench.update(false));
      int control = report.add("replicas that leave at once", bench.update(true));
      report.write(options.results());
      if (failed > 0 || control == 0) {
        throw new IllegalStateException(failed + " logins failed; in the control, " + control);
      }
    }
  }

  /**
   * One update, and what the callers saw of it.
   *
   * @param atOnce whether the old replicas are killed, which is the control
   */
  private RollingUpdateReport.Update update(boolean atOnce) throws Exception {
    var replicas = new ArrayList<Latchkey.Ports>();
    for (int i = 0; i < 4; i++) {
      replicas.add(Latchkey.Ports.free());
    }
    int front = Server.freePort();
    try (var one = start(replicas.get(0));
        var other = start(replicas.get(1));
        var proxy = proxy(front, replicas)) {
      proxy.awaitPort(front);
      TimeUnit.SECONDS.sleep(FOUND_SECONDS);
      long began = System.nanoTime();
      try (var callers = new Callers(front, PEOPLE)) {
        callers.awaitMore(100);
        try (var third = start(replicas.get(2))) {
          end(one, atOnce);
          callers.awaitMore(100);
          try (var fourth = start(replicas.get(3))) {
            end(other, atOnce);
            callers.awaitMore(100);
            // Nobody logs in when the last ones end.
            callers.close();
          }
        }
        return new RollingUpdateReport.Update(
            callers.logins(), (System.nanoTime() - began) / 1_000_000_000);
      }
    }
  }

  private static void end(Latchkey replica, boolean atOnce) {
    if (atOnce) {
      replica.server().kill();
    }
    replica.close();
  }

  private Latchkey start(Latchkey.Ports ports) throws Exception {
    var settings =
        Map.of("LATCHKEY_MIGRATE_AT_START", "false", "QUARKUS_SHUTDOWN_DELAY", DELAY_SECONDS + "S");
    var replica = program.start("replica-" + ports.api(), ports, settings);
    replica.awaitReady();
    TimeUnit.SECONDS.sleep(FOUND_SECONDS);
    return replica;
  }

  private Server proxy(int front, List<Latchkey.Ports> replicas) throws IOException {
    var text =
        new StringBuilder(
            """
            defaults
              mode http
              timeout connect 2s
              timeout client 30s
              timeout server 30s
              retries 0
              option httpchk
              http-check send meth GET uri /q/health/ready ver HTTP/1.1 hdr host localhost
              http-check expect status 200
              default-server check inter 500ms fall 2 rise 1
            listen latchkey
              bind 127.0.0.1:%d
              balance roundrobin
            """
                .formatted(front));
    for (var replica : replicas) {
      text.append(
          "  server r%1$d 127.0.0.1:%1$d port %2$d\n"
              .formatted(replica.api(), replica.management()));
    }
    Path file = options.folder().resolve("haproxy-" + front + ".cfg");
    Files.writeString(file, text);
    return new Server(
        options.folder(), "haproxy", Map.of(), List.of("haproxy", "-db", "-f", file.toString()));
  }
}
