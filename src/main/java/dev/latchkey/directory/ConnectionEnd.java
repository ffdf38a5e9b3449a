package dev.latchkey.directory;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.sqlclient.impl.command.CommandResponse;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The end of a connection, in its right order. The pool forgets the connection first, and then its
 * user hears that a statement failed. In the client's own order the user comes first, and whoever
 * asks next is given the connection that is closed. It also ends a connection whose prepared
 * statement is stale ({@link StaleStatement}). It stands at the client's end of the pipeline.
 */
@RegisterForReflection(fields = false) // Netty looks up which methods are there
final class ConnectionEnd extends ChannelInboundHandlerAdapter {

  private final Queue<Object> lastAnswers = new ArrayDeque<>();

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof CommandResponse<?> response && isStale(response)) {
      AnswerDeadline.closeByForce(ctx.channel());
    }
    if (ctx.channel().isActive()) {
      ctx.fireChannelRead(message);
    } else {
      lastAnswers.add(message);
    }
  }

  private static boolean isStale(CommandResponse<?> response) {
    var result = response.toAsyncResult();
    return result.failed() && StaleStatement.isCauseOf(result.cause());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ctx.fireChannelInactive();
    while (!lastAnswers.isEmpty()) {
      ctx.fireChannelRead(lastAnswers.remove());
    }
  }
}
