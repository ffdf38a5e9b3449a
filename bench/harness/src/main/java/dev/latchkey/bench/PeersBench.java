package dev.latchkey.bench;

import dev.latchkey.bench.report.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Latchkey beside a Keycloak and a login written with Spring, on one PostgreSQL, in turn. */
final class PeersBench {

  static final List<Integer> CONNECTIONS = List.of(8, 32);
  private static final Population PEOPLE = Population.ofOne("acme.example");
  private static final double RAMP = 1;

  /**
   * A measured service.
   *
   * @param hash how it hashes passwords
   * @param logins what is asked of it
   */
  record Peer(String name, String hash, long pid, int port, Supplier<byte[]> logins) {}

  private final Options options;
  private final Database database;
  private final List<AutoCloseable> servers = new ArrayList<>();
  private final List<Peer> peers = new ArrayList<>();
  private final Results results = new Results("service", "hash", "connections");

  private PeersBench(Options options, Database database) {
    this.options = options;
    this.database = database;
  }

  public static void main(String[] args) throws Exception {
    var options = Options.fromEnvironment();
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
      new PeersReport(options, bench.peers, bench.results).write(database.version());
    }
  }

  private void start() throws Exception {
    database.create(Program.DATABASE);
    database.create(Keycloak.DATABASE);
    startLatchkey("Latchkey", "lanes");
    startLatchkey("Latchkey with Elytron", "elytron");
    // Latchkey makes the tables, so Spring cannot be measured without it.
    if (!peers.isEmpty()) {
      PEOPLE.fill(database);
    }
    if (options.wants("spring")) {
      startSpring();
    }
    if (options.wants("keycloak")) {
      startKeycloak();
    }
  }

  private void startLatchkey(String name, String engine) throws Exception {
    if (options.wants(engine)) {
      say("starting " + name);
      var latchkey = Program.jar(options, database).startWithEngine(engine);
      servers.add(latchkey);
      peers.add(new Peer(name, "bcrypt 10", latchkey.pid(), latchkey.port(), PEOPLE.logins()));
    }
  }

  private void startSpring() throws Exception {
    say("starting Spring");
    int port = Server.freePort();
    var environment =
        Map.of(
            "SPRING_R2DBC_URL",
            "r2dbc:" + database.url(Program.DATABASE),
            "SPRING_R2DBC_USERNAME",
            Database.USERNAME,
            "SPRING_R2DBC_PASSWORD",
            Database.PASSWORD,
            "SERVER_ADDRESS",
            "127.0.0.1",
            "SERVER_PORT",
            String.valueOf(port));
    var jar = options.root().resolve("bench/peers/spring/target/spring-login.jar").toString();
    var server = new Server(options.folder(), "spring", environment, Server.java(options, jar));
    servers.add(server);
    server.awaitPort(port);
    var name = "Spring Boot " + System.getenv("BENCH_SPRING_VERSION") + " WebFlux";
    peers.add(new Peer(name, "bcrypt 10", server.pid(), port, PEOPLE.logins()));
  }

  private void startKeycloak() throws Exception {
    say("starting Keycloak");
    var zip = Path.of(System.getenv("BENCH_KEYCLOAK"));
    var keycloak = new Keycloak(options.folder(), zip, database, Population.USERS);
    servers.add(keycloak);
    var name = "Keycloak " + System.getenv("BENCH_KEYCLOAK_VERSION");
    var logins = keycloak.logins(Population.USERS);
    peers.add(new Peer(name, "Argon2id, its default", keycloak.pid(), keycloak.port, logins));
  }

  private void measure() throws IOException {
    for (Peer peer : peers) {
      var login = run(peer, 0, options.warmUp(), 16).samples().get("login");
      if (login.accepted.count() == 0) {
        throw new IllegalStateException(
            peer.name() + " lets nobody in: " + login.others + ", lost " + login.lost);
      }
      say(peer.name() + ": warmed with " + login.accepted.count() + " logins");
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (Peer peer : Results.inTurn(peers, round)) {
        for (int connections : CONNECTIONS) {
          var rounds = results.of(peer.name(), peer.hash(), String.valueOf(connections));
          LoginMeasures.add(rounds, run(peer, RAMP, options.seconds(), connections));
          rounds.add("rss", Usage.residentMegabytes(peer.pid()));
        }
      }
      say("round %d of %d".formatted(round, options.rounds()));
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

  private static void say(String text) {
    System.err.println(text);
  }
}
