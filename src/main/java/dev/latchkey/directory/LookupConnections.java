package dev.latchkey.directory;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.impl.NetClientImpl;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of the look-ups, and gives up each that hangs. Where one has fallen silent
 * the idle ones that were not heard from since go with it: they probably lead to the same dead
 * server. Thread-safe.
 */
final class LookupConnections extends PgConnectionFactory {

  private static final String CODEC = "codec";

  private final Duration silence;
  private final Runnable givenUp;
  private final Set<AnswerDeadline> open = ConcurrentHashMap.newKeySet();
  private @Nullable NetClient client;

  /**
   * @param silence how long a server that is asked may be silent; a connection may take twice as
   *     long to open
   * @param givenUp is called for each connection that was silent for longer
   */
  LookupConnections(
      Vertx vertx,
      Supplier<? extends Future<? extends SqlConnectOptions>> options,
      Duration silence,
      Runnable givenUp) {
    super((VertxInternal) vertx, options);
    this.silence = silence;
    this.givenUp = givenUp;
  }

  /** All connections have the same options, so they need one client. */
  @Override
  protected synchronized NetClient netClient(NetClientOptions options) {
    if (client == null) {
      var own = new NetClientOptions(options).setReconnectAttempts(0);
      if (own.getHostnameVerificationAlgorithm() == null) {
        own.setHostnameVerificationAlgorithm("");
      }
      var watched = new WatchedClient(own);
      clientCloseFuture.add(watched);
      client = watched;
    }
    return client;
  }

  /**
   * The limit is for what sends nothing to the server: the search for its address. It is longer
   * than the silence of the server, so that a busy machine does not throw away what is nearly done.
   */
  @Override
  protected Future<Connection> doConnectInternal(
      SqlConnectOptions options, ContextInternal context) {
    Promise<Connection> opened = context.promise();
    long timer =
        vertx.setTimer(
            silence.multipliedBy(2).toMillis(),
            id -> opened.tryFail("Timeout of a connection to the database"));
    super.doConnectInternal(options, context)
        .onSuccess(
            connection -> {
              vertx.cancelTimer(timer);
              var pipeline = pipelineOf(connection);
              if (pipeline.get(CODEC) != null) { // else it is closed again
                pipeline.addAfter(CODEC, "connection-end", new ConnectionEnd());
              }
              if (!opened.tryComplete(connection)) {
                AnswerDeadline.closeByForce(pipeline.channel());
              }
            })
        .onFailure(
            failure -> {
              vertx.cancelTimer(timer);
              opened.tryFail(failure);
            });
    return opened.future();
  }

  private static ChannelPipeline pipelineOf(Connection connection) {
    return ((SocketConnectionBase) connection).socket().channelHandlerContext().pipeline();
  }

  private void giveUp(long silentSince) {
    givenUp.run();
    open.forEach(other -> other.closeUnlessHeardSince(silentSince));
  }

  /**
   * Closes all connections without a farewell, also those that are being opened, and opens no more.
   * To be called on their event loop.
   */
  void drop() {
    open.forEach(AnswerDeadline::drop);
    clientCloseFuture.close(Promise.promise());
  }

  /** The one place where a connection can be had from its first byte on. */
  private final class WatchedClient extends NetClientImpl {

    WatchedClient(NetClientOptions options) {
      super(LookupConnections.this.vertx, null, options, clientCloseFuture);
    }

    @Override
    protected void initChannel(ChannelPipeline pipeline) {
      super.initChannel(pipeline);
      var deadline = new AnswerDeadline(silence, System::nanoTime, LookupConnections.this::giveUp);
      pipeline.addFirst("answer-deadline", deadline);
      open.add(deadline);
      pipeline.channel().closeFuture().addListener(closed -> open.remove(deadline));
    }
  }
}
