package dev.latchkey.directory;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * One connection to PostgreSQL that can be closed without the server's help, also while it is being
 * opened. The client's own close says goodbye and waits for the server, for ever if it hangs. To be
 * used on the event loop of its context.
 */
final class ProbeConnection {

  /** Much longer than a question may take: the one who asks is to say that it took too long. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final LookupConnections connections;
  private final Future<SqlConnection> connection;
  private boolean closed;

  ProbeConnection(Vertx vertx, Context context, PgConnectOptions options) {
    this.vertx = vertx;
    this.connections =
        new LookupConnections(vertx, () -> Future.succeededFuture(options), LIMIT, () -> {});
    this.connection = connections.connect(context);
    connection.onSuccess(open -> open.closeHandler(gone -> closed = true));
  }

  /** Whether there is no use in asking it again. */
  boolean isClosed() {
    return closed;
  }

  /**
   * Whether the server takes the statement; its rows are nothing to us. A connection that fails, or
   * is silent for the time, is closed.
   */
  Future<Void> ask(String statement, Tuple parameters, Duration time) {
    Promise<Void> answer = Promise.promise();
    long timer = vertx.setTimer(time.toMillis(), id -> answer.tryFail(new SilenceException()));
    connection
        .compose(open -> open.preparedQuery(statement).execute(parameters))
        .onSuccess(rows -> answer.tryComplete())
        .onFailure(answer::tryFail);
    return answer
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              if (done.failed()) {
                close();
              }
            });
  }

  private void close() {
    if (!closed) {
      closed = true;
      connections.drop();
    }
  }

  /** The server did not answer in time. */
  static final class SilenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SilenceException() {
      super("no answer in time", null, false, false);
    }
  }
}
