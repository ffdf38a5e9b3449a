package dev.latchkey.bench;

import static dev.latchkey.bench.report.Rounds.number;

import dev.latchkey.bench.PeersBench.Peer;
import dev.latchkey.bench.report.Machine;
import dev.latchkey.bench.report.Page;
import dev.latchkey.bench.report.Results;
import dev.latchkey.bench.report.Table;
import java.io.IOException;
import java.util.List;

/**
 * The page of {@link PeersBench}.
 *
 * @param peers in the order of the table
 */
record PeersReport(Options options, List<Peer> peers, Results results) {

  void write(String postgres) throws IOException {
    new Page("Latchkey and its peers")
        .paragraph(
            "%s · PostgreSQL %s, one for all services, on the same cores as the load and the services"
                .formatted(Machine.describe(), postgres))
        .paragraph(
            """
            %d users each, who log in with the right password · medians of %d rounds of %s s, the services in turn; \
            percentiles over all rounds · made by `bench/peers/run` in %s
            """
                .formatted(
                    Population.USERS,
                    options.rounds(),
                    number(options.seconds(), 1),
                    Machine.elapsed()))
        .chart("Logins per second of Latchkey, Keycloak and a login written with Spring", "peers")
        .paragraph(
            """
            The hash is part of the result. Keycloak is measured with its default, Argon2id; it has no bcrypt. It also writes \
            a session to the database at each login; the other services do not. "Latchkey with Elytron" is the same service \
            with the setting `latchkey.password.engine=elytron`. Latchkey and Spring run with `%s`, Keycloak with the memory \
            that its own script gives it. Latencies are in ms.
            """
                .formatted(String.join(" ", options.javaOptions())))
        .table(table())
        .write(options.results(), "peers", results.raw());
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
    for (int connections : PeersBench.CONNECTIONS) {
      peers.forEach(peer -> table.row(row(peer, String.valueOf(connections))));
    }
    return table;
  }

  private List<String> row(Peer peer, String connections) {
    var all = results.of(peer.name(), peer.hash(), connections);
    return List.of(
        connections,
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
