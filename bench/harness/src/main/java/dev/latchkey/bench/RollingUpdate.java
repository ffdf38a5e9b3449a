package dev.latchkey.bench;

import static dev.latchkey.bench.Rounds.number;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What the Deployment of k8s/base does on an update, without Kubernetes: a new replica first, an old one told to end once the new one
 * is ready, twice, behind a haproxy that asks for readiness; people log in all the time.
 */
final class RollingUpdate {

  private static final int CALLERS = 4;
  private static final String DOMAIN = "rolling.example";
  private static final int USERS = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Long enough for two checks of haproxy to fail; k8s/base has 10 s for kubelet's. */
  private static final String DELAY = "3S";

  private final Options options;
  private final Database database;
  private final Path keys;

  /** One login: how it was answered, or -1, and in how many milliseconds. */
  private record Login(int status, double millis) {}

  private record Replica(String name, int port, int managementPort, boolean leavesAtOnce) {}

  private RollingUpdate(Options options, Database database) throws Exception {
    this.options = options;
    this.database = database;
    keys = options.folder().resolve("keys");
    Files.createDirectory(keys);
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
    try (var database = new Database(options.folder())) {
      database.create(Latchkey.DATABASE);
      new RollingUpdate(options, database).run();
    }
  }

  private void run() throws Exception {
    command("key", "generate", "--out", keys.resolve("first.pem").toString());
    command("migrate");
    database.fill(Latchkey.DATABASE, DOMAIN, USERS, false);

    var table = new Table("update", "logins", "failed", "answers", "median ms", "slowest ms", "seconds");
    int failed = update("as in k8s/base", false, table);
    int control = update("replicas that leave at once", true, table);

    var text =
        """
        # A rolling update

        %s · 2 replicas behind haproxy, which asks each for readiness twice a second and never sends a login twice · %d callers who log in \
        without a pause, bcrypt cost 10 · each replica replaced once: the new one first, then SIGTERM to the old one · made by \
        `bench/rolling-update/run`

        %s
        A failed login is one that was not answered with 200. "As in k8s/base": a replica that is told to end is not ready for %s, but \
        serves (`QUARKUS_SHUTDOWN_DELAY`), then answers what it has begun. The other line is the control: replicas that are killed, so \
        that the measurement is seen to see failures. -1: no answer.
        """
            .formatted(Machine.describe(), CALLERS, table.markdown(), DELAY.replace("S", " s"));
    Files.createDirectories(options.results());
    Files.writeString(options.results().resolve("rolling-update.md"), text);
    System.out.println(text);
    if (failed > 0 || control == 0) {
      throw new IllegalStateException(failed + " logins failed; in the control, " + control);
    }
  }

  private int update(String name, boolean leavesAtOnce, Table table) throws Exception {
    var replicas = new ArrayList<Replica>();
    for (int i = 0; i < 4; i++) {
      replicas.add(
          new Replica("r" + i + leavesAtOnce, Server.freePort(), Server.freePort(), leavesAtOnce));
    }
    int front = Server.freePort();
    var logins = new ConcurrentLinkedQueue<Login>();
    try (var one = start(replicas.get(0));
        var other = start(replicas.get(1));
        var proxy = proxy(front, replicas)) {
      proxy.awaitPort(front);
      awaitLogin(front);
      TimeUnit.SECONDS.sleep(2); // until haproxy has found both
      long began = System.nanoTime();
      try (var callers = new Callers(front, logins)) {
        callers.awaitMore(100);
        try (var third = start(replicas.get(2))) {
          leave(one, replicas.get(0));
          callers.awaitMore(100);
          try (var fourth = start(replicas.get(3))) {
            leave(other, replicas.get(1));
            callers.awaitMore(100);
          }
          // Nobody logs in when the last ones end.
          callers.close();
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      return add(name, logins, seconds, table);
    }
  }

  private static int add(
      String name, ConcurrentLinkedQueue<Login> logins, double seconds, Table table) {
    var answers = new TreeMap<Integer, Integer>();
    var times = new Times();
    for (var login : logins) {
      answers.merge(login.status(), 1, Integer::sum);
      times.add((long) (login.millis() * 1e6));
    }
    int failed = logins.size() - answers.getOrDefault(200, 0);
    table.row(
        name,
        String.valueOf(logins.size()),
        String.valueOf(failed),
        answers.toString().replaceAll("[{}]", "").replace("=", " × ").replace(",", ";"),
        number(times.percentile(0.5), 0),
        number(times.percentile(1), 0),
        number(seconds, 0));
    return failed;
  }

  private void leave(Server server, Replica replica) {
    if (replica.leavesAtOnce()) {
      ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
    server.close();
  }

  private Server start(Replica replica) throws Exception {
    var command = new ArrayList<>(List.of(Server.java()));
    command.addAll(options.javaOptions());
    command.addAll(List.of("-jar", options.jar().toString()));
    var environment = new TreeMap<>(environment());
    environment.put("LATCHKEY_MIGRATE_AT_START", "false");
    environment.put("QUARKUS_SHUTDOWN_DELAY", DELAY);
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(replica.port()));
    environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(replica.managementPort()));
    var server = new Server(options.folder(), replica.name(), environment, command);
    server.await("http://127.0.0.1:" + replica.managementPort() + "/q/health/ready");
    TimeUnit.SECONDS.sleep(2); // minReadySeconds: until haproxy has found it
    return server;
  }

  private Map<String, String> environment() {
    return Map.of(
        "LATCHKEY_DATABASE_URL", database.url(Latchkey.DATABASE),
        "LATCHKEY_DATABASE_USERNAME", Database.USERNAME,
        "LATCHKEY_DATABASE_PASSWORD", Database.PASSWORD,
        "LATCHKEY_TOKEN_ISSUER", "https://login.example.com",
        "LATCHKEY_TOKEN_KEYS", keys.toString());
  }

  private void command(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(Server.java(), "-jar", options.jar().toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment());
    if (builder.start().waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", arguments));
    }
  }

  private Server proxy(int front, List<Replica> replicas) throws IOException {
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
      text.append("  server %s 127.0.0.1:%d port %d\n"
          .formatted(replica.name(), replica.port(), replica.managementPort()));
    }
    Path file = options.folder().resolve("haproxy-" + front + ".cfg");
    Files.writeString(file, text);
    return new Server(
        options.folder(), "haproxy", Map.of(), List.of("haproxy", "-db", "-f", file.toString()));
  }

  private static void awaitLogin(int port) throws Exception {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    var client = client();
    while (login(client, port).status() != 200) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("No login through haproxy");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private static Login login(HttpClient client, int port) throws InterruptedException {
    int user = ThreadLocalRandom.current().nextInt(USERS);
    var body =
        "{\"username\":\"user-%d\",\"password\":\"%s\"}".formatted(user, Database.password(user));
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/v1/" + DOMAIN + "/auth/login"))
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(body))
            .build();
    long began = System.nanoTime();
    int status;
    try {
      status = client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      status = -1;
    }
    return new Login(status, (System.nanoTime() - began) / 1e6);
  }

  /** People who log in again and again, each on a connection of their own. */
  private static final class Callers implements AutoCloseable {

    private final ConcurrentLinkedQueue<Login> logins;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    Callers(int port, ConcurrentLinkedQueue<Login> logins) {
      this.logins = logins;
      for (int i = 0; i < CALLERS; i++) {
        var thread = new Thread(() -> logIn(port));
        thread.start();
        threads.add(thread);
      }
    }

    private void logIn(int port) {
      var client = client();
      try {
        while (!ended) {
          logins.add(login(client, port));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void awaitMore(int count) throws InterruptedException {
      int target = logins.size() + count;
      while (logins.size() < target) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }

    @Override
    public void close() throws InterruptedException {
      ended = true;
      for (var thread : threads) {
        thread.join();
      }
    }
  }
}
