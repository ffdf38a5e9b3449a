package dev.latchkey.bench;

import static dev.latchkey.bench.Rounds.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Latchkey beside a Keycloak and a login written with Spring, on one PostgreSQL, in turn. */
final class PeersBench {

  private static final int USERS = 1_200;
  private static final int[] CONNECTIONS = {8, 32};
  private static final double RAMP = 1;

  /** A service: who it is, how it hashes, its process, its port and what is asked of it. */
  private record Peer(String name, String hash, long pid, int port, Supplier<byte[]> logins) {}

  private final Options options;
  private final Database database;
  private final List<AutoCloseable> servers = new ArrayList<>();
  private final List<Peer> peers = new ArrayList<>();
  private final Map<String, Rounds> measured = new LinkedHashMap<>();

  private PeersBench(Options options, Database database) {
    this.options = options;
    this.database = database;
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
    long began = System.nanoTime();
    try (var database = new Database(options.folder())) {
      var bench = new PeersBench(options, database);
      try {
        bench.start();
        bench.measure();
      } finally {
        for (AutoCloseable server : bench.servers) {
          server.close();
        }
      }
      bench.report((System.nanoTime() - began) / 1e9);
    }
  }

  private void start() throws Exception {
    database.create(Latchkey.DATABASE);
    database.create(Keycloak.DATABASE);
    var domains = List.of("acme.example");
    for (String engine : List.of("lanes", "elytron")) {
      if (options.wants(engine)) {
        System.err.println("starting Latchkey, " + engine);
        var latchkey =
            new Latchkey(options.folder(), options.jar(), options.javaOptions(), engine, database);
        servers.add(latchkey);
        peers.add(
            new Peer(
                "Latchkey, " + engine,
                "bcrypt 10",
                latchkey.pid(),
                latchkey.port,
                Latchkey.logins(domains, USERS)));
      }
    }
    // Latchkey makes the tables, so Spring cannot be measured without it.
    if (!peers.isEmpty()) {
      database.fill(Latchkey.DATABASE, domains.get(0), USERS, false);
    }
    if (options.wants("spring")) {
      System.err.println("starting Spring");
      startSpring(domains);
    }
    if (options.wants("keycloak")) {
      System.err.println("starting Keycloak");
      var keycloak =
          new Keycloak(
              options.folder(), Path.of(System.getenv("BENCH_KEYCLOAK")), database, USERS);
      servers.add(keycloak);
      peers.add(
          new Peer(
              "Keycloak " + System.getenv("BENCH_KEYCLOAK_VERSION"),
              "Argon2id, its default",
              keycloak.pid(),
              keycloak.port,
              Keycloak.logins(USERS)));
    }
  }

  private void startSpring(List<String> domains) throws Exception {
    int port = Server.freePort();
    var environment =
        Map.of(
            "SPRING_R2DBC_URL", "r2dbc:" + database.url(Latchkey.DATABASE),
            "SPRING_R2DBC_USERNAME", Database.USERNAME,
            "SPRING_R2DBC_PASSWORD", Database.PASSWORD,
            "SERVER_ADDRESS", "127.0.0.1",
            "SERVER_PORT", String.valueOf(port));
    var command = new ArrayList<String>();
    command.add(Server.java());
    command.addAll(options.javaOptions());
    command.add("-jar");
    command.add(options.root().resolve("bench/peers/spring/target/spring-login.jar").toString());
    var server = new Server(options.folder(), "spring", environment, command);
    servers.add(server);
    server.awaitPort(port);
    peers.add(
        new Peer(
            "Spring Boot " + System.getenv("BENCH_SPRING_VERSION") + " WebFlux",
            "bcrypt 10",
            server.pid(),
            port,
            Latchkey.logins(domains, USERS)));
  }

  private void measure() throws IOException {
    for (Peer peer : peers) {
      var result = run(peer, 0, options.warmUp(), 16);
      var login = result.samples().get("login");
      if (login.accepted.count() == 0) {
        throw new IllegalStateException(peer.name() + " lets nobody in: " + login.others + ", lost " + login.lost);
      }
      System.err.println(peer.name() + ": warmed with " + login.accepted.count() + " logins");
    }
    for (int round = 1; round <= options.rounds(); round++) {
      var order = new ArrayList<>(peers);
      Collections.rotate(order, round);
      for (Peer peer : order) {
        for (int connections : CONNECTIONS) {
          var result = run(peer, RAMP, options.seconds(), connections);
          record(rounds(peer, connections), result, peer);
        }
      }
      System.err.println("round %d of %d".formatted(round, options.rounds()));
    }
  }

  private Load.Result<Usage> run(Peer peer, double ramp, double seconds, int connections)
      throws IOException {
    return Load.run(
        ramp,
        seconds,
        () -> Usage.of(peer.pid(), database.postmaster()),
        List.of(Load.Stream.closed("login", peer.port(), connections, peer.logins())));
  }

  private Rounds rounds(Peer peer, int connections) {
    return measured.computeIfAbsent(peer.name() + "/" + connections, name -> new Rounds());
  }

  private static void record(Rounds rounds, Load.Result<Usage> result, Peer peer) {
    var login = result.samples().get("login");
    double each = login.accepted.count() == 0 ? Double.NaN : 1000.0 / login.accepted.count();
    Usage used = result.after().minus(result.before());
    rounds.add("perSecond", login.accepted.count() / result.seconds());
    rounds.add("cpu", used.service() * each);
    rounds.add("database", used.database() * each);
    rounds.add("load", used.load() * each);
    rounds.add("refused", login.refused.count() / result.seconds());
    rounds.add("lost", login.lost + login.others.values().stream().mapToInt(i -> i).sum());
    rounds.add("rss", Usage.residentMegabytes(peer.pid()));
    rounds.add("accepted", login.accepted);
  }

  private void report(double seconds) throws Exception {
    var text = new StringBuilder("# Latchkey and its peers\n\n");
    text.append(Machine.describe())
        .append(" · PostgreSQL ")
        .append(database.version())
        .append(", one for all, on the same cores as the load and the services\n\n");
    text.append(
        """
        %d users each, the right password · medians of %d rounds of %s s, the services in turn; percentiles over all rounds · \
        made by `bench/peers/run` in %.0f s

        The hash is part of the result: Keycloak is measured with its default (Argon2id; it has no bcrypt), and writes a session \
        to the database at each login, which the others do not have. Latchkey and Spring run with `%s`, Keycloak with what its \
        own script gives it. Latencies in ms.

        """
            .formatted(
                USERS,
                options.rounds(),
                number(options.seconds(), 1),
                seconds,
                String.join(" ", options.javaOptions())));
    text.append(table().markdown());
    Files.createDirectories(options.results());
    Files.writeString(options.results().resolve("peers.md"), text);
    Files.writeString(options.results().resolve("peers.csv"), rawTable().csv());
    Files.writeString(options.results().resolve("peers.svg"), chart());
    System.out.println(text);
  }

  private Table table() {
    var table =
        new Table(
            "connections",
            "service",
            "hash",
            "logins/s",
            "rounds",
            "CPU ms/login",
            "of PostgreSQL",
            "p50",
            "p99",
            "refused/s",
            "lost",
            "RSS MB");
    for (int connections : CONNECTIONS) {
      for (Peer peer : peers) {
        var all = rounds(peer, connections);
        table.row(
            String.valueOf(connections),
            peer.name(),
            peer.hash(),
            number(all.median("perSecond"), 1),
            all.range("perSecond", 1),
            number(all.median("cpu"), 1),
            number(all.median("database"), 2),
            number(all.percentile("accepted", 0.5), 0),
            number(all.percentile("accepted", 0.99), 0),
            number(all.median("refused"), 1),
            number(all.sum("lost"), 0),
            number(all.last("rss"), 0));
      }
    }
    return table;
  }

  private Table rawTable() {
    var table = new Table("service", "hash", "connections", "measure", "round", "value");
    for (Peer peer : peers) {
      for (int connections : CONNECTIONS) {
        for (String measure :
            List.of("perSecond", "cpu", "database", "load", "refused", "lost", "rss")) {
          var values = rounds(peer, connections).each(measure);
          for (int round = 0; round < values.size(); round++) {
            table.row(
                peer.name().replace(",", ""),
                peer.hash().replace(",", ""),
                String.valueOf(connections),
                measure,
                String.valueOf(round + 1),
                number(values.get(round), 3));
          }
        }
      }
    }
    return table;
  }

  private String chart() {
    var values = new double[peers.size()][CONNECTIONS.length];
    for (int p = 0; p < peers.size(); p++) {
      for (int c = 0; c < CONNECTIONS.length; c++) {
        values[p][c] = rounds(peers.get(p), CONNECTIONS[c]).median("perSecond");
      }
    }
    return BarChart.svg(
        "Logins per second on the same machine",
        "by connections",
        List.of(CONNECTIONS[0] + " connections", CONNECTIONS[1] + " connections"),
        peers.stream().map(peer -> peer.name() + ": " + peer.hash()).toList(),
        values,
        Double.NaN,
        "");
  }
}
