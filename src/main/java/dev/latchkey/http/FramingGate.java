package dev.latchkey.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;

/**
 * Stands before the HTTP codec on one connection, and lets through what {@link RequestFraming}
 * finds no fault in. Instead of the first byte with a fault the codec gets one that it refuses
 * itself, wherever it stands: so the request keeps its turn and its path, and there is one way to
 * answer. Of all that comes behind, nothing is passed on.
 *
 * <p>Runs on the connection's event loop. It copies nothing.
 */
@RegisterForReflection(fields = false) // as CodecErrors
final class FramingGate extends ChannelInboundHandlerAdapter {

  /** A NUL may stand nowhere outside of a body; the rest ends the line and the head. */
  private static final byte[] REFUSED = "\0:\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** The event that a chunked body has a fault. An older codec would take some of them for good. */
  static final Object FAULT_IN_CHUNKS = new Object();

  private final RequestFraming framing = new RequestFraming();
  private boolean closed;

  /** Lets everything through from now on: the connection speaks another protocol. */
  static void open(ChannelPipeline pipeline) {
    if (pipeline.get(FramingGate.class) != null) {
      pipeline.remove(FramingGate.class);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (closed) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof ByteBuf bytes) {
      pass(context, bytes);
    } else {
      context.fireChannelRead(message);
    }
  }

  private void pass(ChannelHandlerContext context, ByteBuf bytes) {
    int fault = framing.indexOfFault(bytes);
    if (fault < 0) {
      context.fireChannelRead(bytes);
      return;
    }
    closed = true;
    context.fireChannelRead(bytes.writerIndex(fault));
    if (framing.isInChunks()) {
      context.fireUserEventTriggered(FAULT_IN_CHUNKS);
    } else {
      context.fireChannelRead(Unpooled.wrappedBuffer(REFUSED).asReadOnly());
    }
  }
}
