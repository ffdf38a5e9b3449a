package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool for the test's own PostgreSQL, over a wire that can stand still. */
@QuarkusTest
class LookupPoolTest {

  private static final int CONNECTIONS = 4;
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final String PID = "select pg_backend_pid()";

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Inject Vertx vertx;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Wire wire;
  private Pool pool;

  @BeforeEach
  void open() {
    wire = new Wire(URI.create(url.substring("jdbc:".length())).getPort());
    pool = pool(wire.port());
  }

  @AfterEach
  void close() throws Exception {
    wire.close();
    pool.close();
  }

  @Test
  void serverThatStandsStill_losesItsConnections_andItsSuccessorHasThem() {
    useAllConnections();
    wire.standStill(false);

    var all = IntStream.range(0, CONNECTIONS).mapToObj(i -> ask(PID)).toList();
    all.forEach(question -> assertThatThrownBy(() -> answer(question)).matches(Outage::isOne));
    assertThat(givenUp()).isEqualTo(CONNECTIONS);

    useAllConnections();
    wire.goOn(); // so that it sees which callers are gone
    await(() -> wire.open() == CONNECTIONS);
  }

  /** Logins one after another must not find out about each connection one after another. */
  @Test
  void firstConnectionThatIsSilent_takesTheIdleOnesWithIt() {
    useAllConnections();
    wire.standStill(false);

    assertThatThrownBy(() -> answer(ask(PID))).matches(Outage::isOne);
    await(() -> pool.size() == 0); // on other threads
    for (int i = 0; i < CONNECTIONS; i++) {
      answer(ask(PID));
    }
    assertThat(givenUp()).isOne();
  }

  /** The machine takes connections, and no process answers them. */
  @Test
  void serverThatDoesNotGreet_holdsNoPlaceInThePool() {
    wire.standStill(true);
    for (int round = 0; round < 2; round++) {
      var all = IntStream.range(0, CONNECTIONS).mapToObj(i -> ask(PID)).toList();
      all.forEach(question -> assertThatThrownBy(() -> answer(question)).matches(Outage::isOne));
    }

    wire.standStill(false);
    useAllConnections();
  }

  /** No packet comes back: the kernel's own time limit would be two minutes. */
  @Test
  void machineThatIsGone_holdsNoPlaceInThePool() throws Exception {
    try (var full = new ServerSocket(0, 1)) {
      var lost = pool(full.getLocalPort());
      for (int i = 0; i < CONNECTIONS; i++) {
        assertThatThrownBy(() -> answer(lost.getConnection())).matches(Outage::isOne);
      }
      lost.close();
    }
  }

  @Test
  void serverThatIsSlow_endsTheStatement_andKeepsTheConnection() {
    var connection = answer(pool.getConnection());
    int before = pid(connection);

    assertThatThrownBy(() -> answer(connection.query("select pg_sleep(60)").execute()))
        .matches(Outage::isOne)
        .hasMessageContaining("57014");
    assertThat(pid(connection)).isEqualTo(before);
    answer(connection.close());
    assertThat(givenUp()).isZero();
  }

  @Test
  void connectionWithAStaleStatement_isReplaced() {
    var stale = answer(pool.getConnection());
    int before = pid(stale);
    answer(stale.preparedQuery("select 1").execute());
    answer(stale.query("deallocate all").execute());

    assertThatThrownBy(() -> answer(stale.preparedQuery("select 1").execute()))
        .matches(StaleStatement::isCauseOf);
    answer(stale.close());
    assertThat(answer(ask(PID))).isNotEqualTo(before);
    answer(pool.withConnection(other -> other.preparedQuery("select 1").execute()));
  }

  private void useAllConnections() {
    var all = IntStream.range(0, CONNECTIONS).mapToObj(i -> pool.getConnection()).toList();
    all.forEach(LookupPoolTest::answer);
    all.forEach(connection -> pid(connection.result()));
    all.forEach(connection -> answer(connection.result().close()));
  }

  private Future<Integer> ask(String question) {
    return pool.withConnection(
        connection ->
            connection.query(question).execute().map(rows -> rows.iterator().next().getInteger(0)));
  }

  private static int pid(SqlConnection connection) {
    return answer(connection.query(PID).execute()).iterator().next().getInteger(0);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static <T> T answer(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof java.util.concurrent.TimeoutException) {
        throw new AssertionError("nothing came", e);
      }
      throw e;
    }
  }

  private double givenUp() {
    return metrics.get("latchkey.directory.connections.given.up").counter().count();
  }

  private Pool pool(int port) {
    var address = URI.create(url.substring("jdbc:".length()));
    var options =
        new PgConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setDatabase(address.getPath().substring(1))
            .setUser(user)
            .setPassword(password)
            .setCachePreparedStatements(true);
    var size = new PoolOptions().setMaxSize(CONNECTIONS);
    return new LookupPool(new TestDirectoryConfig(TIMEOUT), metrics, new DatabaseProbe(vertx))
        .create(
            new PgPoolCreator.Input() {
              @Override
              public Vertx vertx() {
                return vertx;
              }

              @Override
              public PoolOptions poolOptions() {
                return size;
              }

              @Override
              public List<PgConnectOptions> pgConnectOptionsList() {
                return List.of(options);
              }
            });
  }
}
