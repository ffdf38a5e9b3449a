package dev.latchkey.directory;

import dev.latchkey.directory.LookupLine.Limits;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The line of the writes that a caller waits for. It has few connections of the pool: a user's row
 * may be locked, and the others are for look-ups.
 */
@ApplicationScoped
class WriteLine {

  private static final int AT_ONCE = 4;

  private final Pool pool;
  private final Directory directory;
  private final LookupLine line;

  WriteLine(Pool pool, Directory directory, DirectoryConfig config) {
    this.pool = pool;
    this.directory = directory;
    this.line =
        new LookupLine(
            new Limits(() -> AT_ONCE, config.maxWaiting(), config.maxWaitingPerNetwork()),
            config.timeout().toNanos(),
            System::nanoTime);
  }

  /**
   * Sends one statement, which the disk has when it succeeds. Call it on a Vert.x context: it
   * waits, ends and fails as {@link Directory#find} does. A deadlock is tried once more.
   *
   * @param networks where the caller is, the outermost network first
   */
  Uni<RowSet<Row>> write(String statement, Tuple parameters, List<String> networks) {
    var work =
        directory.ask(
            networks,
            () ->
                pool.preparedQuery(statement)
                    .execute(parameters)
                    .onFailure(Failures::isDeadlock)
                    .retry()
                    .atMost(1));
    return Uni.createFrom().deferred(() -> line.inTurn(networks, work));
  }
}
