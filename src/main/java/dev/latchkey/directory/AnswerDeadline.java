package dev.latchkey.directory;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a connection up when the server is asked and sends nothing for too long. The client itself
 * would wait for ever, because it has no time limit for a statement, for the start of a connection
 * or for the end of one. It stands at the network's end of the pipeline, so it sees the first byte
 * of a connection as well as the last. All calls but {@link #closeUnlessHeardSince} are on the
 * connection's event loop.
 */
@RegisterForReflection(fields = false) // Netty looks up which methods are there
final class AnswerDeadline extends ChannelDuplexHandler {

  /** ReadyForQuery, up to its last byte, which is the state of the transaction. */
  private static final byte[] READY = {'Z', 0, 0, 0, 5};

  private final long limit;
  private final LongSupplier nanos;
  private final LongConsumer givenUp;

  private @Nullable ChannelHandlerContext context;
  private boolean waiting;
  private boolean watching;
  private long movedAt;
  private long heardAt;

  /**
   * @param limit how long the server may be silent while it is asked
   * @param nanos monotonic time, as of {@link System#nanoTime}
   * @param givenUp is told since when the server has been silent, before the connection is closed
   */
  AnswerDeadline(Duration limit, LongSupplier nanos, LongConsumer givenUp) {
    this.limit = limit.toNanos();
    this.nanos = nanos;
    this.givenUp = givenUp;
    this.heardAt = nanos.getAsLong();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    waiting = true;
    movedAt = nanos.getAsLong();
    if (!watching) {
      watching = true;
      watch(ctx, limit);
    }
    ctx.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    heardAt = nanos.getAsLong();
    movedAt = heardAt;
    if (message instanceof ByteBuf bytes && endsReady(bytes)) {
      waiting = false;
    }
    ctx.fireChannelRead(message);
  }

  /**
   * Where the network splits these bytes the connection seems to wait, and may be closed while it
   * is idle. That harms nobody.
   */
  private static boolean endsReady(ByteBuf bytes) {
    int start = bytes.writerIndex() - READY.length - 1;
    if (start < bytes.readerIndex()) {
      return false;
    }
    for (int i = 0; i < READY.length; i++) {
      if (bytes.getByte(start + i) != READY[i]) {
        return false;
      }
    }
    return true;
  }

  /** One timer for each connection, not for each statement. */
  private void watch(ChannelHandlerContext ctx, long delay) {
    ctx.executor().schedule(() -> look(ctx), delay, TimeUnit.NANOSECONDS);
  }

  private void look(ChannelHandlerContext ctx) {
    if (!waiting || !ctx.channel().isOpen()) {
      watching = false;
      return;
    }
    long left = limit - (nanos.getAsLong() - movedAt);
    if (left > 0) {
      watch(ctx, left);
    } else {
      long asked = movedAt;
      ctx.executor().schedule(() -> giveUp(ctx, asked), 1, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * The answer may have been there while this thread was busy. The event loop reads from the
   * network before it comes to a task that was made after the limit.
   */
  private void giveUp(ChannelHandlerContext ctx, long silentSince) {
    if (waiting && movedAt == silentSince) {
      givenUp.accept(silentSince);
      closeByForce(ctx.channel());
    } else {
      look(ctx);
    }
  }

  /**
   * Closes an idle connection that nothing has come from since then: another connection fell silent
   * then, and the next login must not be the one that finds out about this one.
   */
  void closeUnlessHeardSince(long time) {
    var ctx = context;
    if (ctx != null) {
      ctx.executor()
          .execute(
              () -> {
                if (!waiting && heardAt - time < 0) {
                  closeByForce(ctx.channel());
                }
              });
    }
  }

  void drop() {
    if (context != null) {
      closeByForce(context.channel());
    }
  }

  /**
   * Without a farewell. The client's own close sends one and waits until the server has closed as
   * well, and the kernel would wait to have all bytes acknowledged. A server that hangs does
   * neither.
   */
  static void closeByForce(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.pipeline().firstContext().close(); // past all handlers
  }
}
