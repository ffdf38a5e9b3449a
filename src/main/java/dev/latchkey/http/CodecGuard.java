package dev.latchkey.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * On one connection: puts the handlers of this room around the HTTP codec when Vert.x has put that
 * into the pipeline. This is at the beginning, or after the handshake of TLS, or after the header
 * of the PROXY protocol, or after one and then the other. Vert.x adds handlers at the end. So this
 * one stands at the end until then, and the first byte for the codec passes here before.
 *
 * <p>Around HTTP/2 there is nothing to put. The API does not speak it, and the management port only
 * if it has TLS.
 */
@RegisterForReflection(fields = false) // as CodecErrors
final class CodecGuard extends ChannelInboundHandlerAdapter {

  private static final String FRAMING = "latchkey-framing";

  /** Vert.x' own names. */
  private static final String DECODER = "httpDecoder";

  private static final String HANDLER = "handler";

  private final OpenConnection connection;
  private final @Nullable ChannelHandler errors;

  private CodecGuard(OpenConnection connection, @Nullable ChannelHandler errors) {
    this.connection = connection;
    this.errors = errors;
  }

  /**
   * @param errors what stands behind the codec, if anything
   */
  static void into(
      ChannelPipeline pipeline, OpenConnection connection, @Nullable ChannelHandler errors) {
    if (pipeline.get(HANDLER) == null) {
      pipeline.addLast(new CodecGuard(connection, errors));
    } else if (pipeline.get(DECODER) != null) {
      pipeline.addBefore(DECODER, FRAMING, new FramingGate(connection));
      pipeline.addBefore(HANDLER, "latchkey-answers", new Answers());
      if (errors != null) {
        pipeline.addBefore(HANDLER, "latchkey", errors);
      }
    }
  }

  /** Whether the handlers are there. By name: dev mode loads the classes anew. */
  static boolean isIn(ChannelPipeline pipeline) {
    return pipeline.get(FRAMING) != null;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var pipeline = context.pipeline();
    if (pipeline.last() != this) {
      into(pipeline, connection, errors);
      pipeline.remove(this);
    }
    context.fireChannelRead(message);
  }
}
