package dev.latchkey.bench;

import dev.latchkey.bench.report.Machine;
import dev.latchkey.bench.report.Results;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** From {@code docker run} to the first login, of images in turn. */
final class StartBench implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String NAME = "latchkey-start-" + ProcessHandle.current().pid();
  private static final String DATABASE = NAME + "-db";

  /** What is started: an image, and options of {@code docker run}. */
  private record Variant(String image, List<String> options) {}

  private final Map<String, Variant> variants = new LinkedHashMap<>();
  private final Results results = new Results("what", "scenario");
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String password = UUID.randomUUID().toString();
  private final Options options;
  private final String image;
  private final Path folder;
  private final int port = Server.freePort();

  /**
   * @param nativeImage blank where there is none
   */
  private StartBench(Options options, String image, String nativeImage) throws IOException {
    this.options = options;
    this.image = image;
    // The user of the image reads the key in here.
    this.folder = Files.createDirectory(options.folder().resolve("start"));
    Files.setPosixFilePermissions(options.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
    variants.put(
        "JVM image, the cache switched off (`-XX:AOTMode=off`)",
        new Variant(image, List.of("--env", "JAVA_TOOL_OPTIONS=-XX:AOTMode=off")));
    variants.put("JVM image, AOT cache", new Variant(image, List.of()));
    if (!nativeImage.isBlank()) {
      variants.put("native image", new Variant(nativeImage, List.of()));
    }
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
    var image = System.getenv("BENCH_IMAGE");
    try (var bench = new StartBench(options, image, System.getenv("BENCH_NATIVE_IMAGE"))) {
      bench.prepare();
      bench.measure();
      new StartReport(options, List.copyOf(bench.variants.keySet()), bench.results).write();
    }
  }

  private void prepare() throws Exception {
    var database = startDatabase();
    Files.writeString(
        folder.resolve("env"),
        """
        LATCHKEY_DATABASE_URL=postgresql://%s:5432/latchkey
        LATCHKEY_DATABASE_USERNAME=latchkey
        LATCHKEY_DATABASE_PASSWORD=%s
        LATCHKEY_TOKEN_ISSUER=https://login.example.com
        LATCHKEY_TOKEN_KEYS=/etc/latchkey/keys
        """
            .formatted(database, password));
    Files.createDirectory(folder.resolve("keys"));
    Files.writeString(
        folder.resolve("keys/first.pem"), docker("run", "--rm", image, "key", "generate") + "\n");
    command("", "org", "add", "start.example");
    command(
        password,
        "user",
        "add",
        "start.example",
        "jane",
        "--email",
        "jane@start.example",
        "--first-name",
        "Jane",
        "--last-name",
        "Roe",
        "--password-stdin");
  }

  // Not the Database of the other benchmarks: a container does not reach the loopback address.
  private String startDatabase() throws Exception {
    var postgres = System.getenv().getOrDefault("POSTGRES_IMAGE", "postgres:18");
    var environment = folder.resolve("db-env");
    Files.writeString(environment, "POSTGRES_USER=latchkey\nPOSTGRES_PASSWORD=" + password + "\n");
    docker("run", "--detach", "--name", DATABASE, "--env-file", environment.toString(), postgres);
    var address = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
    var database = docker("inspect", "--format", address, DATABASE);
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!isOpen(database)) {
      require(System.nanoTime() < end, "PostgreSQL does not start");
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return database;
  }

  private static boolean isOpen(String address) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, 5432), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void command(String input, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("run", "--rm", "--interactive"));
    command.addAll(List.of("--env-file", folder.resolve("env").toString(), image));
    command.addAll(List.of(arguments));
    docker(input, command);
  }

  private void measure() throws Exception {
    for (int round = 0; round <= options.rounds(); round++) {
      for (String variant : Results.inTurn(variants.keySet(), round)) {
        start(variants.get(variant), variant);
      }
      if (round == 0) {
        results.clear(); // the first round fills the cache of files
      }
      System.err.println("round %d of %d".formatted(round, options.rounds()));
    }
  }

  private void start(Variant variant, String name) throws Exception {
    var command = new ArrayList<>(List.of("run", "--detach", "--name", NAME, "--read-only"));
    command.addAll(List.of("--env-file", folder.resolve("env").toString()));
    command.addAll(List.of("--volume", folder.resolve("keys") + ":/etc/latchkey/keys:ro"));
    command.addAll(List.of("--publish", "127.0.0.1:" + port + ":8080", "--no-healthcheck"));
    command.addAll(variant.options());
    command.add(variant.image());
    long began = System.nanoTime();
    docker("", command);
    while (login() != 200) {
      require(System.nanoTime() - began < LIMIT.toNanos(), "No login");
      TimeUnit.MILLISECONDS.sleep(10);
    }
    var rounds = results.of(name, "start");
    rounds.add("firstLogin", (System.nanoTime() - began) / 1e9);
    rounds.add("memory", ownMegabytes(docker("inspect", "--format", "{{.State.Pid}}", NAME)));
    remove(NAME);
  }

  private int login() throws InterruptedException {
    var address = "http://127.0.0.1:" + port + Population.path("start.example");
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .POST(
                BodyPublishers.ofString(
                    "{\"username\":\"jane\",\"password\":\"" + password + "\"}"))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Resident and not of a file, so that a cache that is only mapped does not count. */
  private static double ownMegabytes(String pid) throws IOException {
    return Machine.kilobytes("/proc/" + pid + "/status", "RssAnon") / 1024;
  }

  @Override
  public void close() throws Exception {
    remove(NAME);
    remove(DATABASE);
  }

  private static void remove(String container) throws Exception {
    new ProcessBuilder("docker", "rm", "--force", "--volumes", container)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static String docker(String... arguments) throws Exception {
    return docker("", List.of(arguments));
  }

  private static String docker(String input, List<String> arguments) throws Exception {
    var command = new ArrayList<>(List.of("docker"));
    command.addAll(arguments);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var standardInput = process.outputWriter()) {
      standardInput.write(input);
    }
    var output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    require(process.waitFor() == 0, "docker " + arguments.get(0) + " failed: " + output);
    return output;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalStateException(problem);
    }
  }
}
