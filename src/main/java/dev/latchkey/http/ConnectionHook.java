package dev.latchkey.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Puts the handlers of this room into every connection, with TLS or without. Quarkus shows neither
 * the Vert.x server (whose {@code invalidRequestHandler} would be the way) nor its pipeline, but
 * the listening channels can be found on Netty's acceptor loop, and whatever they accept passes
 * through their pipelines. Nobody tells that a port is being opened, so the loop is looked at from
 * just before the first one is. What was accepted between two looks is closed.
 *
 * <p>Called on the main thread, once in the life of the ports; dev mode keeps them over its
 * reloads.
 */
@Singleton
class ConnectionHook implements HttpServerOptionsCustomizer {

  /**
   * In bytes, of the kernel's buffer for what is not read yet. The kernel would let it grow to
   * megabytes, and they count as memory of the container.
   */
  private static final int RECEIVE_BUFFER = 32 * 1024;

  private static final int MILLIS_BETWEEN_LOOKS = 5;

  /** For ten seconds, in which the other ports open, too, and longer until the first one is. */
  private static final int LOOKS = 2_000;

  private static final String API = "quarkus.http.";
  private static final String MANAGEMENT = "quarkus.management.";

  private final VertxInternal vertx;
  private final ConnectionLimits limits;
  private final MeterRegistry registry;
  private final Clock clock;

  private boolean looking;
  private volatile boolean found;

  ConnectionHook(Vertx vertx, ConnectionLimits limits, MeterRegistry registry, Clock clock) {
    this.vertx = (VertxInternal) vertx;
    this.limits = limits;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    begin();
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    begin();
  }

  private void begin() {
    if (looking) {
      return;
    }
    looking = true;
    var bounds = limits.bounds();
    var hooks =
        new Hooks(
            new AcceptedConnections(
                new Connections(bounds.api(), "api", registry),
                clock,
                DevelopmentErrors.ofThisRun()),
            new AcceptedConnections(new Connections(bounds.management(), "management", registry)),
            ConfigProvider.getConfig());
    for (var acceptor : vertx.getAcceptorEventLoopGroup()) {
      acceptor.execute(() -> look(acceptor, hooks, LOOKS));
    }
  }

  private void look(EventExecutor acceptor, Hooks hooks, int looks) {
    registered(acceptor)
        .filter(channel -> channel instanceof ServerChannel && !AcceptedConnections.areOf(channel))
        .forEach(
            channel -> {
              var hook = hooks.of(channel);
              if (hook != null) {
                hook(channel, hook);
                found = true;
              }
            });
    if (looks > 1 || !found) {
      acceptor.schedule(
          () -> look(acceptor, hooks, looks - 1), MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }
  }

  private void hook(Channel listening, AcceptedConnections hook) {
    listening.config().setOption(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER);
    acceptOneByOne(listening);
    listening.pipeline().addFirst(hook);
    for (var loop : vertx.getEventLoopGroup()) {
      loop.execute(
          () ->
              registered(loop)
                  .filter(channel -> listening.equals(channel.parent()))
                  .filter(channel -> !AcceptedConnections.isPrepared(channel))
                  .forEach(Channel::close));
    }
  }

  /** Otherwise the channel has several at once, and cannot stop when there is no room. */
  private static void acceptOneByOne(Channel listening) {
    MaxMessagesRecvByteBufAllocator accepted = listening.config().getRecvByteBufAllocator();
    accepted.maxMessagesPerRead(1);
  }

  private static Stream<Channel> registered(EventExecutor loop) {
    var channels = new ArrayList<Channel>();
    ((SingleThreadEventLoop) loop).registeredChannelsIterator().forEachRemaining(channels::add);
    return channels.stream();
  }

  /** One for each port. A port that was chosen by the kernel is in the configuration when known. */
  private record Hooks(AcceptedConnections api, AcceptedConnections management, Config config) {

    /** Null while the channel has no port yet, or it is not known whose it is. */
    @Nullable AcceptedConnections of(Channel listening) {
      if (!(listening.localAddress() instanceof InetSocketAddress address)) {
        return null;
      }
      if (isAt(address, API, "port") || isAt(address, API, "ssl-port")) {
        return api;
      }
      return isAt(address, MANAGEMENT, "port") ? management : null;
    }

    private boolean isAt(InetSocketAddress address, String prefix, String name) {
      var property = prefix + (LaunchMode.current() == LaunchMode.TEST ? "test-" : "") + name;
      return config
          .getOptionalValue(property, Integer.class)
          .filter(p -> p == address.getPort())
          .isPresent();
    }
  }
}
