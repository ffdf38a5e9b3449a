package dev.latchkey.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts the handlers of this room into every connection. Quarkus shows neither the Vert.x server
 * (whose {@code invalidRequestHandler} would be the way) nor its pipeline, but the listening
 * channels can be found on Netty's acceptor loop, and whatever they accept passes through their
 * pipelines. The event comes just after the port of the API is open. A connection that was accepted
 * before it has none of the handlers, and so no limits. Its first request is served, and after half
 * a minute it is closed.
 */
@Singleton
class ConnectionHook {

  /**
   * In bytes, of the kernel's buffer for what is not read yet. The kernel would let it grow to
   * megabytes, and they count as memory of the container.
   */
  private static final int RECEIVE_BUFFER = 32 * 1024;

  /** The management port opens at about the same time. */
  private static final int TRIES = 100;

  private static final int MILLIS_BETWEEN_TRIES = 100;

  private static final int SECONDS_OF_THE_UNPREPARED = 30;

  private final VertxInternal vertx;
  private final ConnectionLimits limits;
  private final MeterRegistry registry;
  private final Clock clock;

  ConnectionHook(Vertx vertx, ConnectionLimits limits, MeterRegistry registry, Clock clock) {
    this.vertx = (VertxInternal) vertx;
    this.limits = limits;
    this.registry = registry;
    this.clock = clock;
  }

  void started(@ObservesAsync HttpServerStart started) {
    // As Quarkus reports it: the one in the event's options is 0 where any port was asked for
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    int tlsPort = ConfigProvider.getConfig().getValue("quarkus.http.ssl-port", Integer.class);
    var bounds = limits.bounds();
    var api =
        new AcceptedConnections(
            new Connections(bounds.api(), "api", registry), clock, DevelopmentErrors.ofThisRun());
    var management =
        new AcceptedConnections(new Connections(bounds.management(), "management", registry));
    for (var acceptor : vertx.getAcceptorEventLoopGroup()) {
      acceptor.execute(
          () -> {
            hook(acceptor, channel -> isAt(channel, port), api, 1);
            closeUnprepared(port);
            hook(
                acceptor,
                channel -> !isAt(channel, port) && !isAt(channel, tlsPort),
                management,
                TRIES);
          });
    }
  }

  private static void hook(
      EventExecutor acceptor, Predicate<Channel> isMeant, AcceptedConnections hook, int tries) {
    var found = new AtomicBoolean();
    registered(acceptor)
        .filter(channel -> channel instanceof ServerChannel && isMeant.test(channel))
        .forEach(
            channel -> {
              found.set(true);
              channel.config().setOption(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER);
              acceptOneByOne(channel);
              channel.pipeline().addFirst(hook);
            });
    if (!found.get() && tries > 1) {
      acceptor.schedule(
          () -> hook(acceptor, isMeant, hook, tries - 1),
          MILLIS_BETWEEN_TRIES,
          TimeUnit.MILLISECONDS);
    }
  }

  /** Otherwise the channel has several at once, and cannot stop when there is no room. */
  private static void acceptOneByOne(Channel listening) {
    MaxMessagesRecvByteBufAllocator accepted = listening.config().getRecvByteBufAllocator();
    accepted.maxMessagesPerRead(1);
  }

  private void closeUnprepared(int port) {
    for (var loop : vertx.getEventLoopGroup()) {
      loop.schedule(
          () ->
              registered(loop)
                  .filter(SocketChannel.class::isInstance)
                  .filter(channel -> channel.parent() != null && isAt(channel, port))
                  .filter(channel -> !AcceptedConnections.isPrepared(channel))
                  .forEach(Channel::close),
          SECONDS_OF_THE_UNPREPARED,
          TimeUnit.SECONDS);
    }
  }

  private static Stream<Channel> registered(EventExecutor loop) {
    var channels = new ArrayList<Channel>();
    ((SingleThreadEventLoop) loop).registeredChannelsIterator().forEachRemaining(channels::add);
    return channels.stream();
  }

  private static boolean isAt(Channel channel, int port) {
    return channel.localAddress() instanceof InetSocketAddress address && address.getPort() == port;
  }
}
