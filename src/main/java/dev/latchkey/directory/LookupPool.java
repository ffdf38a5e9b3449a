package dev.latchkey.directory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.spi.ConnectionFactory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Makes the pool of Hibernate Reactive, with connections that do not wait for ever ({@link
 * LookupConnections}). A server that works but is slow ends a statement itself, so that its
 * connection stays: a new one for each slow statement would use up the connections of the server.
 */
@Singleton
final class LookupPool implements PgPoolCreator {

  /**
   * In units of {@link DirectoryConfig#timeout()}. The server's own limit is one, and its answer
   * needs some time.
   */
  private static final int SILENCE = 2;

  private static final String STATEMENT_TIMEOUT = "statement_timeout";

  private final DirectoryConfig config;
  private final DatabaseProbe probe;
  private final Counter givenUp;
  private volatile int size;

  LookupPool(DirectoryConfig config, MeterRegistry registry, DatabaseProbe probe) {
    this.config = config;
    this.probe = probe;
    this.givenUp =
        Counter.builder("latchkey.directory.connections.given.up")
            .description("Connections to the database closed because nothing came from it")
            .register(registry);
  }

  @Override
  public Pool create(Input input) {
    size = input.poolOptions().getMaxSize();
    input.pgConnectOptionsList().forEach(this::limit);
    probe.connectLike(input.pgConnectOptionsList().get(0));
    return new LookupDriver()
        .createPool(input.vertx(), input.pgConnectOptionsList(), input.poolOptions());
  }

  /** How many connections there may be; 0 before the pool is made, which the start does. */
  int size() {
    return size;
  }

  private void limit(PgConnectOptions options) {
    if (options.getTrustOptions() != null) {
      options.setTrustAll(false); // an authority that is named is asked
    }
    // It may be out of range: StartupCheck says so later, and better.
    int timeout = (int) Math.max(1, Math.min(config.timeout().toMillis(), Integer.MAX_VALUE));
    options.setConnectTimeout(timeout);
    if (config.transactionPooler()) {
      TransactionPooler.prepare(options);
    } else if (!options.getProperties().containsKey(STATEMENT_TIMEOUT)) {
      options.addProperty(STATEMENT_TIMEOUT, Integer.toString(timeout));
    }
  }

  private final class LookupDriver extends PgDriver {

    @Override
    public ConnectionFactory createConnectionFactory(
        Vertx vertx, Supplier<? extends Future<? extends SqlConnectOptions>> options) {
      Duration silence = config.timeout().multipliedBy(SILENCE);
      return new LookupConnections(vertx, options, silence, givenUp::increment);
    }
  }
}
