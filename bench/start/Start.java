import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Start to first login of images, in turn. Run by bench/start/run. */
class Start {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int ROUNDS = Integer.parseInt(System.getenv().getOrDefault("BENCH_ROUNDS", "5"));
  private static final String NAME = "latchkey-start-" + ProcessHandle.current().pid();

  /** What is started: an image, and options of {@code docker run}. */
  private record Variant(String image, List<String> options) {}

  /** One start: seconds until the first login; then the memory that is its own. */
  private record Measure(double login, double megabytes) {}

  private final Map<String, Variant> variants = new LinkedHashMap<>();
  private final Map<String, List<Measure>> measures = new LinkedHashMap<>();
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String password = UUID.randomUUID().toString();
  private Path folder;

  public static void main(String[] args) throws Exception {
    var start = new Start();
    start.variants.put("JVM image, AOT cache", new Variant(args[0], List.of()));
    start.variants.put(
        "JVM image, the cache switched off (`-XX:AOTMode=off`)",
        new Variant(args[0], List.of("--env", "JAVA_TOOL_OPTIONS=-XX:AOTMode=off")));
    if (args.length > 1) {
      start.variants.put("native image", new Variant(args[1], List.of()));
    }
    try {
      start.run();
    } finally {
      start.remove(NAME);
      start.remove(NAME + "-db");
    }
  }

  private void run() throws Exception {
    folder = Files.createTempDirectory("start", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    var postgres = System.getenv().getOrDefault("POSTGRES_IMAGE", "postgres:18");
    var image = variants.values().iterator().next().image();
    Files.writeString(folder.resolve("db-env"), "POSTGRES_USER=latchkey\nPOSTGRES_PASSWORD=" + password + "\n");
    docker("run", "--detach", "--name", NAME + "-db", "--env-file", folder.resolve("db-env").toString(), postgres);
    var database = docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", NAME + "-db");
    Files.writeString(folder.resolve("env"), """
        LATCHKEY_DATABASE_URL=postgresql://%s:5432/latchkey
        LATCHKEY_DATABASE_USERNAME=latchkey
        LATCHKEY_DATABASE_PASSWORD=%s
        LATCHKEY_TOKEN_ISSUER=https://login.example.com
        LATCHKEY_TOKEN_KEYS=/etc/latchkey/keys
        """.formatted(database, password));
    Files.createDirectory(folder.resolve("keys"));
    Files.writeString(folder.resolve("keys/first.pem"), docker("run", "--rm", image, "key", "generate") + "\n");
    for (long end = System.nanoTime() + LIMIT.toNanos(); !isOpen(database); TimeUnit.MILLISECONDS.sleep(200)) {
      require(System.nanoTime() < end, "PostgreSQL does not start");
    }
    seed(image);

    for (int round = 0; round <= ROUNDS; round++) {
      var order = new ArrayList<>(variants.keySet());
      if (round % 2 == 1) {
        Collections.reverse(order);
      }
      for (var variant : order) {
        var measure = measure(variants.get(variant));
        System.err.printf(Locale.ROOT, "round %d, %s: %.2f s%n", round, variant, measure.login());
        if (round > 0) { // the first fills the cache of files
          measures.computeIfAbsent(variant, name -> new ArrayList<>()).add(measure);
        }
      }
    }
    report();
  }

  private static boolean isOpen(String address) {
    try (var socket = new java.net.Socket()) {
      socket.connect(new java.net.InetSocketAddress(address, 5432), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void seed(String image) throws Exception {
    command(image, "", "org", "add", "start.example");
    command(image, password, "user", "add", "start.example", "jane", "--email", "jane@start.example", "--first-name", "Jane",
        "--last-name", "Roe", "--password-stdin");
  }

  private void command(String image, String input, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("run", "--rm", "--interactive", "--env-file", folder.resolve("env").toString(), image));
    command.addAll(List.of(arguments));
    docker(input, command);
  }

  private Measure measure(Variant variant) throws Exception {
    var command = new ArrayList<>(List.of("run", "--detach", "--name", NAME, "--read-only", "--env-file",
        folder.resolve("env").toString(), "--volume", folder.resolve("keys") + ":/etc/latchkey/keys:ro",
        "--publish", "127.0.0.1:18099:8080", "--no-healthcheck"));
    command.addAll(variant.options());
    command.add(variant.image());
    long began = System.nanoTime();
    docker("", command);
    while (true) {
      int status = login();
      double seconds = (System.nanoTime() - began) / 1e9;
      if (status == 200) {
        var pid = docker("inspect", "--format", "{{.State.Pid}}", NAME);
        var measure = new Measure(seconds, megabytes(pid));
        remove(NAME);
        return measure;
      }
      require(seconds < LIMIT.toSeconds(), "No login");
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private int login() throws InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:18099/v1/start.example/auth/login"))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(10))
        .POST(BodyPublishers.ofString("{\"username\":\"jane\",\"password\":\"" + password + "\"}"))
        .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Resident and not of a file, so that a cache that is only mapped does not count. */
  private static double megabytes(String pid) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc", pid, "status"))) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    return Double.NaN;
  }

  private void report() throws Exception {
    var text = new StringBuilder("# Start to first login\n\n").append(LocalDate.now(ZoneOffset.UTC)).append(" · ").append(machine())
        .append(" · ").append(ROUNDS).append(" rounds in turn after one that is not counted · PostgreSQL beside it, schema up to date · made by `bench/start/run`\n\n")
        .append("From `docker run` until the first login is answered with 200 (bcrypt cost 10, 55 ms of it). Medians, in brackets the fastest and the slowest.\n\n")
        .append("| what | first login, s | memory of its own then, MB |\n|---|---|---|\n");
    measures.forEach((name, all) -> text.append("| %s | %s | %s |\n".formatted(name,
        median(all.stream().map(Measure::login).toList(), "%.2f"),
        median(all.stream().map(Measure::megabytes).toList(), "%.0f"))));
    Files.writeString(Path.of("bench/results/start.md"), text);
    System.out.println(text);
  }

  private static String median(List<Double> values, String form) {
    var sorted = values.stream().sorted().toList();
    return (form + " (" + form + "–" + form + ")")
        .formatted(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
  }

  private static String machine() throws IOException {
    var processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim()).findFirst().orElse(System.getProperty("os.arch"));
    return processor + ", " + Runtime.getRuntime().availableProcessors() + " cores";
  }

  private void remove(String container) throws Exception {
    new ProcessBuilder("docker", "rm", "--force", "--volumes", container)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }

  private static String docker(String... arguments) throws Exception {
    return docker("", List.of(arguments));
  }

  private static String docker(String input, List<String> arguments) throws Exception {
    var command = new ArrayList<>(List.of("docker"));
    command.addAll(arguments);
    var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var standardInput = process.outputWriter()) {
      standardInput.write(input);
    }
    var output = new String(process.getInputStream().readAllBytes()).strip();
    require(process.waitFor() == 0, "docker " + arguments.get(0) + " failed: " + output);
    return output;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalStateException(problem);
    }
  }
}
