package dev.latchkey.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the HTTP codec on one connection, and lets through what {@link RequestFraming}
 * finds no fault in. Instead of the first byte with a fault the codec gets one that it refuses
 * itself, wherever it stands: so the request keeps its turn and its path, and there is one way to
 * answer. Of all that comes behind, nothing is passed on.
 *
 * <p>It lets one request through at a time. The bytes behind it wait here until it is answered, and
 * until the caller has read enough of the answers before it. Meanwhile the socket is not read, so
 * that at most one read buffer waits. Callers who pipeline lose nothing: Vert.x, too, works on one
 * request of a connection after the other. But it would first decode all that comes.
 *
 * <p>Runs on the connection's event loop. It copies nothing.
 */
@RegisterForReflection(fields = false) // as CodecErrors
final class FramingGate extends ChannelDuplexHandler {

  /** A NUL may stand nowhere outside of a body; the rest ends the line and the head. */
  private static final byte[] REFUSED = "\0:\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** The event that a chunked body has a fault. An older codec would take some of them for good. */
  static final Object FAULT_IN_CHUNKS = new Object();

  /** The event that the next request to be refused has too many fields. */
  static final Object TOO_MANY_FIELDS = new Object();

  private final RequestFraming framing = new RequestFraming();
  private final OpenConnection connection;
  private final RequestDeadline deadline;

  private @Nullable ByteBuf waiting;

  /** Requests that were passed on whole, less the answers. An answer may come before the end. */
  private int unanswered;

  private boolean turnIsDue;
  private boolean isLast;
  private boolean closed;

  private boolean notReading;

  /** Whether the socket is read when nothing waits here any more: Vert.x may want it or not. */
  private boolean readLater;

  FramingGate(OpenConnection connection) {
    this.connection = connection;
    this.deadline = new RequestDeadline(connection);
  }

  /** Lets everything through from now on: the connection speaks another protocol. */
  static void open(ChannelPipeline pipeline) {
    if (pipeline.get(FramingGate.class) != null) {
      pipeline.remove(FramingGate.class);
    }
  }

  /** Throws away what waits and what comes: the connection is about to be closed. */
  static void discard(ChannelPipeline pipeline) {
    var context = pipeline.context(FramingGate.class);
    if (context != null) {
      ((FramingGate) context.handler()).discard(context);
    }
  }

  /**
   * The answer to the oldest request is written.
   *
   * @param last whether the connection is closed after it
   */
  static void answered(ChannelPipeline pipeline, boolean last) {
    var context = pipeline.context(FramingGate.class);
    if (context != null) {
      ((FramingGate) context.handler()).answered(context, last);
    }
  }

  private void answered(ChannelHandlerContext context, boolean last) {
    unanswered--;
    isLast |= last;
    connection.waiting();
    if (waiting != null) {
      takeTurnLater(context);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (closed) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof ByteBuf bytes) {
      waiting = waiting == null ? bytes : Unpooled.wrappedBuffer(waiting, bytes);
      takeTurn(context);
    } else {
      context.fireChannelRead(message);
    }
  }

  /** One request a turn, so that other connections of the event loop have theirs between them. */
  private void takeTurn(ChannelHandlerContext context) {
    var bytes = waiting;
    if (bytes != null && isDue(context)) {
      pass(context, bytes);
    }
    if (waiting == null) {
      readAgain(context);
    } else {
      stopReading(context);
      if (isDue(context)) {
        takeTurnLater(context);
      }
    }
    if (!closed) {
      deadline.watch(context, framing);
    }
  }

  private boolean isDue(ChannelHandlerContext context) {
    return !framing.isBetweenRequests() || (unanswered <= 0 && context.channel().isWritable());
  }

  private void takeTurnLater(ChannelHandlerContext context) {
    if (!turnIsDue) {
      turnIsDue = true;
      context
          .executor()
          .execute(
              () -> {
                turnIsDue = false;
                takeTurn(context);
                context.fireChannelReadComplete(); // Vert.x writes what it has answered
              });
    }
  }

  private void pass(ChannelHandlerContext context, ByteBuf bytes) {
    if (isLast && framing.isBetweenRequests()) {
      discard(context); // Vert.x would drop it without giving its memory back
      return;
    }
    int end = framing.read(bytes);
    if (framing.hasEnded() && ++unanswered > 0) {
      connection.busy();
    }
    if (framing.isFaulty()) {
      refuse(context, bytes.writerIndex(end));
    } else if (end == bytes.writerIndex()) {
      waiting = null;
      context.fireChannelRead(bytes);
    } else {
      context.fireChannelRead(bytes.readRetainedSlice(end - bytes.readerIndex()));
    }
  }

  private void refuse(ChannelHandlerContext context, ByteBuf before) {
    waiting = null;
    closed = true;
    deadline.cancel();
    context.fireChannelRead(before);
    if (framing.hasTooManyFields()) {
      context.fireUserEventTriggered(TOO_MANY_FIELDS);
    }
    if (framing.isInChunks()) {
      context.fireUserEventTriggered(FAULT_IN_CHUNKS);
    } else {
      context.fireChannelRead(Unpooled.wrappedBuffer(REFUSED).asReadOnly());
    }
  }

  private void discard(ChannelHandlerContext context) {
    closed = true;
    deadline.cancel();
    release();
    readAgain(context);
  }

  private void stopReading(ChannelHandlerContext context) {
    if (!notReading) {
      notReading = true;
      readLater = context.channel().config().isAutoRead();
      context.channel().config().setAutoRead(false);
    }
  }

  private void readAgain(ChannelHandlerContext context) {
    if (notReading) {
      notReading = false;
      if (readLater) {
        context.channel().config().setAutoRead(true);
      }
    }
  }

  /** Vert.x turns reading on when the body of a request is wanted; here it is not our turn. */
  @Override
  public void read(ChannelHandlerContext context) {
    if (!notReading) {
      context.read();
    } else if (context.channel().config().isAutoRead()) {
      readLater = true;
      context.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (waiting != null && isDue(context)) {
      takeTurnLater(context);
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    deadline.cancel();
    var bytes = waiting;
    waiting = null;
    if (bytes != null) {
      context.fireChannelRead(bytes);
      context.fireChannelReadComplete();
    }
    readAgain(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    closed = true;
    notReading = false;
    deadline.cancel();
    release();
    context.fireChannelInactive();
  }

  private void release() {
    var bytes = waiting;
    waiting = null;
    if (bytes != null) {
      bytes.release();
    }
  }
}
