package dev.latchkey.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts {@link FramingGate} and {@link CodecErrors} into every connection of the public port.
 * Quarkus shows neither the Vert.x server (whose {@code invalidRequestHandler} would be the way)
 * nor its pipeline, but the listening channel can be found on Netty's acceptor loop, and whatever
 * it accepts passes through its pipeline. The event comes just after the port is open: a connection
 * that was accepted before it has neither of the two.
 */
@Singleton
class ConnectionHook {

  private final Vertx vertx;
  private final Clock clock;
  private final DevelopmentErrors development = DevelopmentErrors.ofThisRun();

  ConnectionHook(Vertx vertx, Clock clock) {
    this.vertx = vertx;
    this.clock = clock;
  }

  void started(@ObservesAsync HttpServerStart started) {
    // As Quarkus reports it: the one in the event's options is 0 where any port was asked for
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    for (var acceptor : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
      acceptor.execute(() -> hook(acceptor, port));
    }
  }

  private void hook(EventExecutor acceptor, int port) {
    ((SingleThreadEventLoop) acceptor)
        .registeredChannelsIterator()
        .forEachRemaining(
            channel -> {
              if (channel instanceof ServerChannel && isAt(channel, port)) {
                channel.pipeline().addFirst(new Accepted(clock, development));
              }
            });
  }

  private static boolean isAt(Channel channel, int port) {
    return channel.localAddress() instanceof InetSocketAddress address && address.getPort() == port;
  }

  /** On the listening channel: what it reads are connections. */
  @Sharable
  @RegisterForReflection(fields = false) // as CodecErrors
  private static final class Accepted extends ChannelInboundHandlerAdapter {
    private final Clock clock;
    private final DevelopmentErrors development;

    Accepted(Clock clock, DevelopmentErrors development) {
      this.clock = clock;
      this.development = development;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object connection) {
      ((Channel) connection).pipeline().addLast(new Prepare(clock, development));
      context.fireChannelRead(connection);
    }
  }

  /** On a connection: waits until Vert.x has filled the pipeline. */
  @RegisterForReflection(fields = false)
  private static final class Prepare extends ChannelInboundHandlerAdapter {
    private final Clock clock;
    private final DevelopmentErrors development;

    Prepare(Clock clock, DevelopmentErrors development) {
      this.clock = clock;
      this.development = development;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (context.pipeline().get("handler")
          != null) { // not so with TLS, until its handshake is done
        context.pipeline().addBefore("httpDecoder", "latchkey-framing", new FramingGate());
        context.pipeline().addBefore("handler", "latchkey", new CodecErrors(clock, development));
      }
      context.pipeline().remove(this);
      context.fireChannelActive();
    }
  }
}
