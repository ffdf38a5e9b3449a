package dev.latchkey.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Stands behind the HTTP codec on one connection, and tells {@link FramingGate} of each answer. */
@RegisterForReflection(fields = false) // as CodecErrors
final class Answers extends ChannelOutboundHandlerAdapter {

  private boolean isInterim;
  private boolean isLast;

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      isInterim = response.status().code() < 200;
      isLast = !HttpUtil.isKeepAlive(response);
    }
    boolean ends = message instanceof LastHttpContent && !isInterim;
    context.write(message, promise);
    if (ends) {
      FramingGate.answered(context.pipeline(), isLast);
    }
  }
}
