package dev.latchkey.http;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** On a listening channel: what it reads are connections. Each gets its handlers and its limits. */
@Sharable
@RegisterForReflection(fields = false) // as CodecErrors
final class AcceptedConnections extends ChannelInboundHandlerAdapter {

  /** In bytes, of the kernel's buffer for what the caller does not read. Linux doubles it. */
  private static final int SEND_BUFFER = 16 * 1024;

  /** In bytes. What was read and waits for its turn is one such buffer at most. */
  private static final int MAX_READ = 8 * 1024;

  private final Connections connections;
  private final Supplier<@Nullable ChannelHandler> errors;

  /** Of the management port, whose errors are Quarkus' own. */
  AcceptedConnections(Connections connections) {
    this.connections = connections;
    this.errors = () -> null;
  }

  AcceptedConnections(Connections connections, Clock clock, DevelopmentErrors development) {
    this.connections = connections;
    this.errors = () -> new CodecErrors(clock, development);
  }

  /** Whether this is what a listening channel accepts. On its event loop. */
  static boolean areOf(Channel listening) {
    return listening.pipeline().get(AcceptedConnections.class) != null;
  }

  /** Whether a connection was accepted here. On its event loop. */
  static boolean isPrepared(Channel connection) {
    return connection.pipeline().get(Prepare.class) != null
        || connection.pipeline().get(UnreadAnswers.class) != null;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    var channel = (Channel) accepted;
    var connection = connections.enter(channel);
    if (connection == null) {
      channel.unsafe().closeForcibly(); // it has no event loop yet
      return;
    }
    channel.closeFuture().addListener(closed -> connections.left(connection));
    channel.pipeline().addLast(new Prepare(connection, errors.get()));
    context.fireChannelRead(accepted);
    var listening = context.channel();
    if (connections.isCrowded(() -> accept(listening))) {
      listening.config().setAutoRead(false);
    }
  }

  private static void accept(Channel listening) {
    listening.eventLoop().execute(() -> listening.config().setAutoRead(true));
  }

  /** On a connection: waits until Vert.x has put into the pipeline what it begins with. */
  @RegisterForReflection(fields = false)
  private static final class Prepare extends ChannelInboundHandlerAdapter {
    private final OpenConnection connection;
    private final @Nullable ChannelHandler errors;

    Prepare(OpenConnection connection, @Nullable ChannelHandler errors) {
      this.connection = connection;
      this.errors = errors;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      var pipeline = context.pipeline();
      limitBuffers(context.channel());
      pipeline.addFirst("latchkey-unread", new UnreadAnswers(connection));
      CodecGuard.into(pipeline, connection, errors);
      pipeline.remove(this);
      context.fireChannelActive();
    }

    private static void limitBuffers(Channel channel) {
      var config = channel.config();
      config.setWriteBufferWaterMark(UnreadAnswers.WATER_MARK);
      config.setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
      config.setRecvByteBufAllocator(
          new AdaptiveRecvByteBufAllocator(512, 2 * 1024, MAX_READ).maxMessagesPerRead(1));
    }
  }
}
