package dev.latchkey.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands first on one connection, and resets it where the caller does not read. While answers wait
 * here the kernel's buffer is full; if none of their bytes went there from one look to the next,
 * the connection is closed. A caller who reads slowly moves some, and stays.
 */
@RegisterForReflection(fields = false) // as CodecErrors
final class UnreadAnswers extends ChannelDuplexHandler {

  /** Above the second number of bytes no further request is answered, until the first is left. */
  static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(8 * 1024, 16 * 1024);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private final OpenConnection connection;
  private @Nullable ScheduledFuture<?> look;

  /** What was written here, in pieces, and how far the kernel had taken it at the last look. */
  private int pieces;

  private int takenPieces;
  private long takenOfTheNext;

  UnreadAnswers(OpenConnection connection) {
    this.connection = connection;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    pieces++;
    context.write(message, promise);
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    context.flush();
    if (look == null) {
      lookLater(context);
    }
  }

  private void lookLater(ChannelHandlerContext context) {
    var left = left(context);
    if (left != null) {
      takenPieces = pieces - left.size();
      takenOfTheNext = left.currentProgress();
      look =
          context
              .executor()
              .schedule(() -> look(context), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void look(ChannelHandlerContext context) {
    look = null;
    var left = left(context);
    if (left != null
        && takenPieces == pieces - left.size()
        && takenOfTheNext == left.currentProgress()) {
      connection.close(CloseReason.UNREAD_ANSWERS);
    } else {
      lookLater(context);
    }
  }

  /** What the kernel did not take, or null. */
  private static @Nullable ChannelOutboundBuffer left(ChannelHandlerContext context) {
    var buffer = context.channel().unsafe().outboundBuffer();
    return buffer == null || buffer.isEmpty() ? null : buffer;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (look != null) {
      look.cancel(false);
      look = null;
    }
  }
}
