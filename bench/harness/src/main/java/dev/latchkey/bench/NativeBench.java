package dev.latchkey.bench;

import static dev.latchkey.bench.Rounds.number;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A native executable beside the jar: its start, its memory, its logins and its kernel, in turn.
 */
final class NativeBench {

  private static final int USERS = 1_200;
  private static final List<String> MANY =
      IntStream.range(0, 12).mapToObj(i -> "org-" + i + ".example").toList();
  private static final String WARM = "warm.example";
  private static final int[] CONNECTIONS = {1, 8, 32};
  private static final double RAMP = 0.8;
  private static final int COST = 10;
  private static final int MAX_LANES = 7;
  private static final long START_LIMIT = TimeUnit.SECONDS.toNanos(60);

  /** Of the row for the cost that is measured here. */
  private static final Pattern PER_SECOND =
      Pattern.compile(
          "\"cost\" : " + COST + ",.*?\"togetherPerSecond\" : ([0-9.]+)", Pattern.DOTALL);

  private final Options options;
  private final Database database;
  private final Map<String, List<String>> commands = new LinkedHashMap<>();
  private final Map<String, Rounds> measured = new LinkedHashMap<>();

  private NativeBench(Options options, Database database, Path executable) {
    this.options = options;
    this.database = database;
    commands.put("JVM", Latchkey.command(options.jar(), options.javaOptions()));
    var command = new ArrayList<>(List.of(executable.toString()));
    options.javaOptions().stream().filter(option -> option.startsWith("-Xm")).forEach(command::add);
    commands.put("native", command);
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
    var executable = Path.of(System.getenv("BENCH_EXECUTABLE"));
    long began = System.nanoTime();
    try (var database = new Database(options.folder())) {
      database.create(Latchkey.DATABASE);
      var bench = new NativeBench(options, database, executable);
      bench.fill();
      bench.measure();
      bench.report(
          Files.size(executable), System.getenv("BENCH_ORIGIN"), (System.nanoTime() - began) / 1e9);
    }
  }

  private void fill() throws Exception {
    try (var migrated = start("JVM")) {
      awaitHealthy(migrated);
    }
    for (String domain : MANY) {
      database.fill(Latchkey.DATABASE, domain, USERS / MANY.size(), false);
    }
    database.fill(Latchkey.DATABASE, WARM, USERS, true);
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
      for (String kind : commands.keySet()) {
        awaitHealthy(services.get(kind));
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
    var order = new ArrayList<>(commands.keySet());
    if (round % 2 == 0) {
      Collections.reverse(order);
    }
    return order;
  }

  private Latchkey start(String kind) throws IOException, InterruptedException {
    return new Latchkey(options.folder(), kind, commands.get(kind), Map.of(), database);
  }

  private static void awaitHealthy(Latchkey service) throws IOException, InterruptedException {
    awaitAnswer(service.managementPort, "GET /q/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** From nothing to the first 200 of a login, and a command that needs neither. */
  private void starts(String kind) throws IOException, InterruptedException {
    var rounds = rounds(kind, "start");
    long began = System.nanoTime();
    try (var service = start(kind)) {
      var login = Latchkey.login(MANY.get(0), "user-0", Database.password(0));
      awaitAnswer(service.port, new String(login, StandardCharsets.US_ASCII));
      rounds.add("firstLogin", (System.nanoTime() - began) / 1e6);
      rounds.add("rss", Usage.residentMegabytes(service.pid()));
    }
    began = System.nanoTime();
    Latchkey.run(options.folder(), commands.get(kind), "key", "generate");
    rounds.add("keyGenerate", (System.nanoTime() - began) / 1e6);
  }

  /** Asks again and again, each time on a new connection, until the answer is 200. */
  private static void awaitAnswer(int port, String request)
      throws IOException, InterruptedException {
    long limit = System.nanoTime() + START_LIMIT;
    while (System.nanoTime() < limit) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
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
        Latchkey.run(
            options.folder(),
            commands.get(kind),
            "calibrate",
            "--json",
            "--threads=1",
            "--time=1s",
            "--lanes=" + lanes);
    var found = PER_SECOND.matcher(json);
    if (!found.find()) {
      throw new IllegalStateException(json);
    }
    rounds(kind, "kernel-" + lanes).add("millis", 1000 / Double.parseDouble(found.group(1)));
  }

  /** Cheap hashes, so that all but the hashing is compiled, then dear ones. */
  private void warmUp(Latchkey service) throws IOException {
    Supplier<byte[]> cheap =
        () ->
            Latchkey.login(
                WARM,
                "user-" + ThreadLocalRandom.current().nextInt(USERS),
                Database.CHEAP_PASSWORD);
    run(service, 0, options.warmUp(), Load.Stream.closed("login", service.port, 16, cheap));
    run(service, 0, options.warmUp() / 4, dear(service, 32));
  }

  private void logins(String kind, Latchkey service) throws IOException {
    for (int connections : CONNECTIONS) {
      var result = run(service, RAMP, options.seconds(), dear(service, connections));
      var login = result.samples().get("login");
      double each = login.accepted.count() == 0 ? Double.NaN : 1000.0 / login.accepted.count();
      Usage used = result.after().minus(result.before());
      var rounds = rounds(kind, "closed-" + connections);
      rounds.add("perSecond", login.accepted.count() / result.seconds());
      rounds.add("cpu", used.service() * each);
      rounds.add("hashing", used.hashing() * each);
      rounds.add("other", (used.service() - used.hashing()) * each);
      rounds.add("rss", Usage.residentMegabytes(service.pid()));
      int odd = login.others.values().stream().mapToInt(Integer::intValue).sum();
      rounds.add("lost", odd + login.lost + login.refused.count());
      rounds.add("accepted", login.accepted);
    }
  }

  private static Load.Stream dear(Latchkey service, int connections) {
    var logins = Latchkey.logins(MANY, USERS / MANY.size());
    return Load.Stream.closed("login", service.port, connections, logins);
  }

  private Load.Result<Usage> run(Latchkey service, double ramp, double seconds, Load.Stream stream)
      throws IOException {
    return Load.run(ramp, seconds, () -> service.usage(database), List.of(stream));
  }

  private Rounds rounds(String kind, String scenario) {
    return measured.computeIfAbsent(kind + " " + scenario, name -> new Rounds());
  }

  private void report(long size, String origin, double seconds) throws Exception {
    var text = new StringBuilder("# A native executable beside the JVM\n\n");
    text.append(Machine.describe())
        .append(" · PostgreSQL ")
        .append(database.version())
        .append(", the load and the services on the same cores\n\n");
    text.append(
        """
        The executable (%s MB): **%s**. Both run with `%s`. bcrypt cost %d, %d users in %d organisations · medians of %d rounds, of \
        %s s where there is load, the two in turn; percentiles over all rounds · made by `bench/native/run` in %.0f s

        ## Start

        """
            .formatted(
                number(size / 1e6, 0),
                origin,
                String.join(" ", commands.get("native").subList(1, commands.get("native").size())),
                COST,
                USERS,
                MANY.size(),
                options.rounds(),
                number(options.seconds(), 1),
                seconds));
    text.append(startTable().markdown());
    text.append(
        "\nFrom the start of the process to the 200 of a login, the schema being up to date.\n");
    text.append("\n## Logins\n\n").append(loginTable().markdown());
    text.append("\n## The kernel: ms per hash on one core, by `latchkey calibrate`\n\n");
    text.append(kernelTable().markdown());
    Files.createDirectories(options.results());
    Files.writeString(options.results().resolve("native.md"), text);
    Files.writeString(options.results().resolve("native.csv"), rawTable().csv());
    System.out.println(text);
  }

  private Table startTable() {
    var table =
        new Table("", "first login after, ms", "rounds", "resident MB then", "`key generate`, ms");
    for (String kind : commands.keySet()) {
      var all = rounds(kind, "start");
      table.row(
          kind,
          number(all.median("firstLogin"), 0),
          all.range("firstLogin", 0),
          number(all.median("rss"), 0),
          number(all.median("keyGenerate"), 0));
    }
    return table;
  }

  private Table loginTable() {
    var table =
        new Table(
            "connections",
            "",
            "logins/s",
            "rounds",
            "CPU ms/login",
            "hashing",
            "other CPU",
            "p50",
            "p99",
            "not a 200",
            "resident MB");
    for (int connections : CONNECTIONS) {
      for (String kind : commands.keySet()) {
        var all = rounds(kind, "closed-" + connections);
        table.row(
            String.valueOf(connections),
            kind,
            number(all.median("perSecond"), 1),
            all.range("perSecond", 1),
            number(all.median("cpu"), 2),
            number(all.median("hashing"), 2),
            number(all.median("other"), 2),
            number(all.percentile("accepted", 0.5), 1),
            number(all.percentile("accepted", 0.99), 1),
            number(all.sum("lost"), 0),
            number(all.last("rss"), 0));
      }
    }
    return table;
  }

  private Table kernelTable() {
    var table = new Table("lanes", "JVM", "native", "native / JVM");
    for (int lanes = 1; lanes <= MAX_LANES; lanes++) {
      double jvm = rounds("JVM", "kernel-" + lanes).median("millis");
      double executable = rounds("native", "kernel-" + lanes).median("millis");
      table.row(
          String.valueOf(lanes),
          number(jvm, 1),
          number(executable, 1),
          number(executable / jvm, 2));
    }
    return table;
  }

  private Table rawTable() {
    var table = new Table("kind", "scenario", "measure", "round", "value");
    var measures =
        List.of(
            "firstLogin",
            "keyGenerate",
            "millis",
            "perSecond",
            "cpu",
            "hashing",
            "other",
            "lost",
            "rss");
    for (var one : measured.entrySet()) {
      String[] name = one.getKey().split(" ");
      for (String measure : measures) {
        var values = one.getValue().each(measure);
        for (int round = 0; round < values.size(); round++) {
          table.row(
              name[0], name[1], measure, String.valueOf(round + 1), number(values.get(round), 3));
        }
      }
    }
    return table;
  }

  private static void say(String text) {
    System.err.println(text);
  }
}
