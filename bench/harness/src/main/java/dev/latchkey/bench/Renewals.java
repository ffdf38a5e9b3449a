package dev.latchkey.bench;

import dev.latchkey.bench.report.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Renewals of sessions, and what Keycloak has for it: the grant with a refresh token. Both have as
 * many sessions, and take the same token again and again, as their defaults allow.
 */
final class Renewals implements AutoCloseable {

  static final Population PEOPLE = Population.ofOne("renewals.example");
  static final List<Integer> CONNECTIONS = List.of(8, 32);
  static final String LATCHKEY = "Latchkey";
  static final String KEYCLOAK = "Keycloak";

  private static final int SESSIONS = 200;
  private static final double RAMP = 0.8;

  /** So many renewals to warm up, but no longer than some seconds. */
  private static final int WARM = 10_000;

  private static final double MAX_WARM_UP = 60;
  private static final double WARM_UP_TURN = 2;

  private record Peer(String name, int port, Supplier<byte[]> renewals, Supplier<Usage> usage) {}

  private final Options options;
  private final List<AutoCloseable> servers = new ArrayList<>();
  private final List<Peer> peers = new ArrayList<>();

  Renewals(Options options, Database database, Program program) throws Exception {
    this.options = options;
    SessionsBench.say("starting Latchkey");
    var latchkey = SessionsBench.started("renewals", program);
    servers.add(latchkey);
    peers.add(
        new Peer(
            LATCHKEY,
            latchkey.port(),
            Population.atRandom(renewals(latchkey.port())),
            latchkey::usage));
    SessionsBench.say("starting Keycloak");
    database.create(Keycloak.DATABASE);
    var zip = Path.of(System.getenv("BENCH_KEYCLOAK"));
    var keycloak = new Keycloak(options.folder(), zip, database, SESSIONS);
    servers.add(keycloak);
    peers.add(
        new Peer(
            KEYCLOAK,
            keycloak.port,
            Population.atRandom(keycloak.refreshes(SESSIONS)),
            () -> Usage.of(keycloak.pid(), database.postmaster())));
  }

  /** Of sessions that are made now. */
  private static List<byte[]> renewals(int port) throws IOException {
    var domain = PEOPLE.domains().get(0);
    var path = Wire.path(domain, "auth/token/renew");
    var renewals = new ArrayList<byte[]>();
    try (var caller = new OneCaller(port)) {
      for (int user = 0; user < SESSIONS; user++) {
        var token = OneCaller.text(caller.require(200, PEOPLE.login(domain, user)), "token");
        renewals.add(Wire.post(path, Wire.bearer(token), ""));
      }
    }
    return renewals;
  }

  void measure(Results results) throws IOException {
    for (var peer : peers) {
      warmUp(peer);
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (var peer : Results.inTurn(peers, round)) {
        for (int connections : CONNECTIONS) {
          var result = run(peer, RAMP, options.seconds(), connections);
          LoginMeasures.add(
              results.of(peer.name(), scenario(connections)), result, SessionsBench.RENEWALS);
        }
      }
      SessionsBench.say("renewals: round %d of %d".formatted(round, options.rounds()));
    }
  }

  /** Until all is compiled as after minutes of service, however slow the machine is just now. */
  private void warmUp(Peer peer) throws IOException {
    int count = 0;
    long begin = System.nanoTime();
    double seconds = 0;
    while (seconds < options.warmUp() || count < WARM && seconds < MAX_WARM_UP) {
      var result = run(peer, 0, WARM_UP_TURN, 16);
      count += result.samples().get(SessionsBench.RENEWALS).accepted.count();
      seconds = (System.nanoTime() - begin) / 1e9;
    }
    SessionsBench.say("%s: %d renewals to warm up".formatted(peer.name(), count));
  }

  static String scenario(int connections) {
    return "renewals-" + connections;
  }

  private Load.Result<Usage> run(Peer peer, double ramp, double seconds, int connections)
      throws IOException {
    var stream =
        Load.Stream.closed(SessionsBench.RENEWALS, peer.port(), connections, peer.renewals());
    var result = Load.run(ramp, seconds, peer.usage(), List.of(stream));
    requireAllAccepted(peer, result.samples().get(stream.name()));
    return result;
  }

  /** A refusal is fast: no number counts where there is one. */
  private static void requireAllAccepted(Peer peer, Load.Sample sample) {
    if (sample.accepted.count() == 0
        || !sample.statuses.keySet().equals(Set.of(200))
        || sample.lost > 0) {
      throw new IllegalStateException(
          "%s answers renewals with %s, and %d not at all"
              .formatted(peer.name(), sample.statuses, sample.lost));
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable server : servers) {
      server.close();
    }
  }
}
