import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The training run of the AOT cache, while the image is built: a PostgreSQL, a key, a user of its
 * own, and logins of every outcome. What the JVM loads and compiles meanwhile is what the cache
 * holds. Nothing of it is left in the image.
 *
 * <p>Usage: Training JAR CACHE [JAVA_OPTION...], with initdb and pg_ctl on the PATH, not as root.
 */
class Training {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int LOGINS = 150;

  /** Fewer than make the service refuse the name. */
  private static final int REFUSALS = 6;

  private final String password = UUID.randomUUID().toString();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String jar;
  private final Path cache;
  private final List<String> javaOptions;
  private final Path folder;
  // A build that shares the network of its machine finds the usual ports taken.
  private final int databasePort = freePort();
  private final int apiPort = freePort();
  private final int managementPort = freePort();
  private final String api = "http://127.0.0.1:" + apiPort;
  private final String management = "http://127.0.0.1:" + managementPort;

  private Training(String jar, Path cache, List<String> javaOptions) throws IOException {
    this.jar = jar;
    this.cache = cache;
    this.javaOptions = javaOptions;
    this.folder = Files.createTempDirectory("training");
  }

  public static void main(String[] args) throws Exception {
    new Training(args[0], Path.of(args[1]), List.of(args).subList(2, args.length)).run();
  }

  // Not the PostgreSQL of the tests: this runs in the image, without Maven and its jars.
  private void run() throws Exception {
    var data = folder.resolve("data").toString();
    end(
        start(
            "initdb",
            "-D",
            data,
            "-U",
            "latchkey",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8"),
        0);
    var options =
        "-c listen_addresses=127.0.0.1 -c port="
            + databasePort
            + " -c unix_socket_directories="
            + folder;
    end(start("pg_ctl", "-D", data, "-w", "-o", options, "start"), 0);
    try {
      train();
    } finally {
      end(start("pg_ctl", "-D", data, "-w", "-m", "fast", "stop"), 0);
    }
  }

  private void train() throws Exception {
    Files.createDirectory(folder.resolve("keys"));
    end(
        latchkey(
            List.of(), "key", "generate", "--out", folder.resolve("keys/training.pem").toString()),
        0);
    end(latchkey(List.of(), "org", "add", "acme"), 0);
    var john =
        latchkey(
            List.of(),
            "user",
            "add",
            "acme",
            "john",
            "--email",
            "john@example.com",
            "--first-name",
            "John",
            "--last-name",
            "Doe",
            "--password-stdin");
    try (var standardInput = john.outputWriter()) {
      standardInput.write(password);
    }
    end(john, 0);

    var service = latchkey(List.of("-XX:AOTCacheOutput=" + cache));
    try {
      awaitReady(service);
      logIn();
      service.destroy();
      end(service, 0, 143); // 128 + SIGTERM
    } finally {
      service.destroyForcibly();
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException("No cache was made");
    }
    System.out.printf("%s: %d MB%n", cache, Files.size(cache) >> 20);
  }

  private void awaitReady(Process service) throws Exception {
    for (long end = System.nanoTime() + LIMIT.toNanos();
        System.nanoTime() < end;
        Thread.sleep(100)) {
      if (!service.isAlive()) {
        throw new IllegalStateException("The service did not start");
      }
      try {
        if (get(management + "/q/health/ready") == 200) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
    }
    throw new IllegalStateException("The service is not ready");
  }

  private void logIn() throws Exception {
    for (int i = 0; i < LOGINS; i++) {
      expect(200, login("acme", body("john", password)));
    }
    for (int i = 0; i < REFUSALS; i++) {
      expect(401, login("acme", body("john@example.com", "wrong")));
      expect(401, login("acme", body("nobody", "wrong")));
      expect(404, login("nowhere", body("john", password)));
      expect(400, login("acme", "{"));
      expect(200, get(api + "/.well-known/jwks.json"));
      expect(200, get(api + "/.well-known/oauth-authorization-server"));
      expect(200, get(management + "/q/health/live"));
      expect(200, get(management + "/q/metrics"));
    }
  }

  private static void expect(int expected, int status) {
    if (status != expected) {
      throw new IllegalStateException("Status " + status + " instead of " + expected);
    }
  }

  private static String body(String username, String password) {
    return "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
  }

  private int login(String org, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(api + "/v1/" + org + "/auth/login"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private int get(String address) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address)));
  }

  private int send(HttpRequest.Builder request) throws Exception {
    return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString())
        .statusCode();
  }

  private Process latchkey(List<String> options, String... arguments) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return start(
        Stream.of(List.of(java), javaOptions, options, List.of("-jar", jar), List.of(arguments))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private Process start(String... command) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder
        .environment()
        .putAll(
            Map.of(
                "LATCHKEY_DATABASE_URL",
                "postgresql://127.0.0.1:" + databasePort + "/postgres",
                "LATCHKEY_DATABASE_USERNAME",
                "latchkey",
                "LATCHKEY_DATABASE_PASSWORD",
                "any",
                "LATCHKEY_TOKEN_ISSUER",
                "http://localhost:8080",
                "QUARKUS_HTTP_PORT",
                "" + apiPort,
                "QUARKUS_MANAGEMENT_PORT",
                "" + managementPort,
                "LATCHKEY_TOKEN_KEYS",
                folder.resolve("keys").toString()));
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void end(Process process, Integer... expected) throws InterruptedException {
    if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "It does not end: " + process.info().commandLine().orElse("a process"));
    }
    if (!List.of(expected).contains(process.exitValue())) {
      throw new IllegalStateException("Exit code " + process.exitValue());
    }
  }
}
