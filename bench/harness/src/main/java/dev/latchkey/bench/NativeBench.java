package dev.latchkey.bench;

import dev.latchkey.bench.report.Results;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A native executable beside the jar: its start, its memory, its logins and its kernel, in turn.
 */
final class NativeBench {

  static final Population MANY = Population.ofManyOrganizations();
  static final List<Integer> CONNECTIONS = List.of(1, 8, 32);
  static final int COST = 10;
  static final int MAX_LANES = 7;
  private static final Population WARM = Population.withCheapHashes();
  private static final double RAMP = 0.8;
  private static final long START_LIMIT = TimeUnit.SECONDS.toNanos(60);

  /** Of the row for the cost that is measured here. */
  private static final Pattern PER_SECOND =
      Pattern.compile(
          "\"cost\" : " + COST + ",.*?\"togetherPerSecond\" : ([0-9.]+)", Pattern.DOTALL);

  private final Options options;
  private final Map<String, Program> programs = new LinkedHashMap<>();
  private final Results results = new Results("kind", "scenario");

  private NativeBench(Options options, Program jar, Program executable) {
    this.options = options;
    programs.put("JVM", jar);
    programs.put("native", executable);
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
    var executable = Path.of(System.getenv("BENCH_EXECUTABLE"));
    var command = new ArrayList<>(List.of(executable.toString()));
    options.javaOptions().stream().filter(option -> option.startsWith("-Xm")).forEach(command::add);
    try (var database = new Database(options.folder())) {
      database.create(Program.DATABASE);
      var jar = Program.jar(options, database);
      var bench = new NativeBench(options, jar, new Program(options.folder(), command, database));
      jar.run("migrate");
      MANY.fill(database);
      WARM.fill(database);
      bench.measure();
      var settings = command.subList(1, command.size());
      new NativeReport(options, executable, settings, bench.results).write(database.version());
    }
  }

  private void measure() throws Exception {
    for (int round = 1; round <= options.rounds(); round++) {
      for (String kind : inTurn(round)) {
        starts(kind);
      }
    }
    say("starts measured");
    for (int lanes = 1; lanes <= MAX_LANES; lanes++) {
      for (String kind : inTurn(lanes)) {
        kernel(kind, lanes);
      }
    }
    say("kernels measured");
    try (var jvm = start("JVM");
        var executable = start("native")) {
      var services = Map.of("JVM", jvm, "native", executable);
      for (String kind : programs.keySet()) {
        services.get(kind).awaitHealthy();
        warmUp(services.get(kind));
      }
      for (int round = 1; round <= options.rounds(); round++) {
        for (String kind : inTurn(round)) {
          logins(kind, services.get(kind));
        }
        say("round %d of %d".formatted(round, options.rounds()));
      }
    }
  }

  private List<String> inTurn(int round) {
    return Results.inTurn(programs.keySet(), round);
  }

  private Latchkey start(String kind) throws IOException, InterruptedException {
    return programs.get(kind).start(kind, Latchkey.Ports.free(), Map.of());
  }

  /** From nothing to the first 200 of a login, and a command that needs neither. */
  private void starts(String kind) throws IOException, InterruptedException {
    var rounds = results.of(kind, "start");
    long began = System.nanoTime();
    try (var service = start(kind)) {
      awaitLogin(service.port());
      rounds.add("firstLogin", (System.nanoTime() - began) / 1e6);
      rounds.add("rss", service.residentMegabytes());
    }
    began = System.nanoTime();
    programs.get(kind).run("key", "generate");
    rounds.add("keyGenerate", (System.nanoTime() - began) / 1e6);
  }

  /** Tries again and again without a pause, each time on a new connection. */
  private static void awaitLogin(int port) throws InterruptedException {
    long limit = System.nanoTime() + START_LIMIT;
    while (System.nanoTime() < limit) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(MANY.login(MANY.domains().get(0), 0));
        var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        if (line.endsWith(" 200")) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    throw new IllegalStateException("no 200 on port " + port);
  }

  private void kernel(String kind, int lanes) throws IOException, InterruptedException {
    var json =
        programs
            .get(kind)
            .run("calibrate", "--json", "--threads=1", "--time=1s", "--lanes=" + lanes);
    var found = PER_SECOND.matcher(json);
    if (!found.find()) {
      throw new IllegalStateException(json);
    }
    results.of(kind, "kernel-" + lanes).add("millis", 1000 / Double.parseDouble(found.group(1)));
  }

  /** Cheap hashes, so that all but the hashing is compiled, then dear ones. */
  private void warmUp(Latchkey service) throws IOException {
    run(service, 0, options.warmUp(), WARM, 16);
    run(service, 0, options.warmUp() / 4, MANY, 32);
  }

  private void logins(String kind, Latchkey service) throws IOException {
    for (int connections : CONNECTIONS) {
      var rounds = results.of(kind, "closed-" + connections);
      LoginMeasures.add(rounds, run(service, RAMP, options.seconds(), MANY, connections));
      rounds.add("rss", service.residentMegabytes());
    }
  }

  private static Load.Result<Usage> run(
      Latchkey service, double ramp, double seconds, Population population, int connections)
      throws IOException {
    var logins = Load.Stream.closed("login", service.port(), connections, population.logins());
    return Load.run(ramp, seconds, service::usage, List.of(logins));
  }

  private static void say(String text) {
    System.err.println(text);
  }
}
