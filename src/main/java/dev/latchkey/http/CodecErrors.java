package dev.latchkey.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the HTTP codec and Vert.x on one connection, and completes what was answered
 * without us: an error that is not in the envelope is put into it, and a response without the
 * common headers gets them. That is what the codec refuses (a malformed request line, headers too
 * large), what Quarkus refuses before its router (a bad percent-escape), and what a filter of
 * Quarkus answers by itself (CORS). A body that the codec cannot read (a bad chunk size) is
 * answered here; Vert.x would close the connection without a word. In dev mode the error page of
 * Quarkus passes, if a browser asked.
 *
 * <p>Runs on the connection's event loop. It costs a good answer three look-ups of a header.
 */
@RegisterForReflection(fields = false) // Netty looks up which methods a handler overrides
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the promise, and closes on failure
final class CodecErrors extends ChannelDuplexHandler {

  /** How long a caller who was refused may go on sending before the connection is reset. */
  private static final int LINGER_SECONDS = 2;

  private final Clock clock;
  private final DevelopmentErrors development;

  /** Requests may be pipelined; they are answered in their order. */
  private final ArrayDeque<HttpRequest> unanswered = new ArrayDeque<>(2);

  /** The rest of a response whose head was replaced is not wanted. */
  private boolean dropRest;

  private boolean refused;

  /** A request could not be read, so nobody knows what the bytes behind it are. */
  private boolean unframed;

  private boolean tooManyFields;
  private boolean closing;

  CodecErrors(Clock clock, DevelopmentErrors development) {
    this.clock = clock;
    this.development = development;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (closing || unframed) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpRequest request) {
      unanswered.add(request);
      RequestSyntax.check(request);
      unframed = request.decoderResult().isFailure();
      context.fireChannelRead(message);
    } else if (message instanceof HttpContent body && body.decoderResult().isFailure()) {
      unframed = true;
      ReferenceCountUtil.release(message);
      refuseBody(context);
    } else {
      context.fireChannelRead(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event.equals(FramingGate.TOO_MANY_FIELDS)) {
      tooManyFields = true;
    } else if (!event.equals(FramingGate.FAULT_IN_CHUNKS)) {
      context.fireUserEventTriggered(event);
    } else if (!closing && !unframed) {
      unframed = true;
      refuseBody(context);
    }
  }

  /** If the answer has begun, or others are due before it, all that is left to do is to hang up. */
  private void refuseBody(ChannelHandlerContext context) {
    if (unanswered.size() == 1) {
      var headers = new DefaultHttpHeaders();
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      var answer = envelope(unreadable(ErrorStatus.BAD_REQUEST), unanswered.poll(), headers);
      refused = true; // first: the write may be over, and the connection closed, at once
      dropRest = true;
      context
          .writeAndFlush(answer)
          .addListener((ChannelFutureListener) written -> context.pipeline().close());
    } else {
      context.pipeline().close();
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response && isFinal(response)) {
      var request = unanswered.poll();
      refused = response.status().code() >= 400;
      if (refused && !isEnvelope(response) && !isDevelopmentPage(response, request)) {
        dropRest = !(message instanceof LastHttpContent);
        var status =
            isEmptyAuthority(request)
                ? ErrorStatus.NOT_FOUND
                : unreadable(ErrorStatus.of(response.status().code()));
        var answer = envelope(status, request, response.headers());
        ReferenceCountUtil.release(message);
        context.write(answer, promise);
        return;
      }
      if (refused) { // RESTEasy has phrases of an older RFC
        var status = ErrorStatus.of(response.status().code());
        response.setStatus(HttpResponseStatus.valueOf(status.code(), status.reason()));
      }
      addCommonHeaders(response.headers(), request);
    } else if (message instanceof HttpResponse response && isSwitch(response)) {
      FramingGate.open(context.pipeline());
    } else if (dropRest) {
      dropRest = !(message instanceof LastHttpContent);
      ReferenceCountUtil.release(message);
      promise.trySuccess();
      return;
    }
    context.write(message, promise);
  }

  /**
   * Closes for writing first, and goes on reading for a while: with unread input a close becomes a
   * reset, which may overtake the answer on its way (RFC 9112, section 9.6).
   */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (closing) { // Vert.x closes twice what the codec refused
      context.channel().closeFuture().addListener(closed -> promise.trySuccess());
    } else if (refused && context.channel() instanceof SocketChannel socket) {
      closing = true;
      shutdownOutput(context, socket).addListener(done -> linger(context, promise));
    } else {
      context.close(promise);
    }
  }

  /** With TLS the caller is told first: without a close_notify the answer may look cut short. */
  private static ChannelFuture shutdownOutput(ChannelHandlerContext context, SocketChannel socket) {
    var tls = context.pipeline().get(SslHandler.class);
    if (tls == null) {
      return socket.shutdownOutput();
    }
    var done = context.newPromise();
    tls.closeOutbound().addListener(told -> socket.shutdownOutput(done));
    return done;
  }

  private static void linger(ChannelHandlerContext context, ChannelPromise promise) {
    FramingGate.discard(context.pipeline());
    context.channel().config().setAutoRead(true);
    context.executor().schedule(() -> context.close(promise), LINGER_SECONDS, TimeUnit.SECONDS);
  }

  /** The path {@code //}, which Quarkus cannot parse, names no resource like any other. */
  private static boolean isEmptyAuthority(@Nullable HttpRequest request) {
    return request != null && (request.uri().equals("//") || request.uri().startsWith("//?"));
  }

  /** The codec cannot say why: it got a fault that is none of the caller's. */
  private ErrorStatus unreadable(ErrorStatus status) {
    return unframed && tooManyFields ? ErrorStatus.HEADERS_TOO_LARGE : status;
  }

  /** From here on the bytes are no HTTP: the pages of dev mode speak by WebSocket. */
  private static boolean isSwitch(HttpResponse response) {
    return response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
  }

  private static boolean isFinal(HttpResponse response) {
    return response.status().code() >= 200;
  }

  private static boolean isEnvelope(HttpResponse response) {
    return response instanceof FullHttpResponse full && Envelope.is(full.content());
  }

  private boolean isDevelopmentPage(HttpResponse response, @Nullable HttpRequest request) {
    return development.isPage(
        ErrorStatus.of(response.status().code()),
        response.headers().get(HttpHeaderNames.CONTENT_TYPE),
        request == null ? null : request.headers().get(HttpHeaderNames.ACCEPT));
  }

  private FullHttpResponse envelope(
      ErrorStatus status, @Nullable HttpRequest request, HttpHeaders headers) {
    boolean unreadable = request == null || request.decoderResult().isFailure();
    var message = development.message(status);
    var json = Envelope.of(status, message, target(request), clock.instant());
    headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
    headers.set(HttpHeaderNames.CONTENT_TYPE, Envelope.MEDIA_TYPE);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, json.length);
    if (unreadable) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    addCommonHeaders(headers, request);
    boolean head = request != null && request.method().equals(HttpMethod.HEAD);
    ByteBuf body = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(json);
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        HttpResponseStatus.valueOf(status.code(), status.reason()),
        body,
        headers,
        new DefaultHttpHeaders());
  }

  /** For a request line that it cannot read the codec makes up a whole request of its own. */
  private static @Nullable String target(@Nullable HttpRequest request) {
    return request == null
            || (request instanceof FullHttpRequest && request.decoderResult().isFailure())
        ? null
        : request.uri();
  }

  private void addCommonHeaders(HttpHeaders headers, @Nullable HttpRequest request) {
    headers.set(HttpHeaderNames.DATE, CommonHeaders.date(clock.instant()));
    if (!headers.contains(CommonHeaders.NOSNIFF_NAME)) {
      headers.set(CommonHeaders.NOSNIFF_NAME, CommonHeaders.NOSNIFF);
    }
    if (!headers.contains(CommonHeaders.REQUEST_ID)) {
      var given = request == null ? null : request.headers().get(CommonHeaders.REQUEST_ID);
      headers.set(CommonHeaders.REQUEST_ID, RequestId.validOrNew(given));
    }
    if (!headers.contains(HttpHeaderNames.CACHE_CONTROL)) {
      headers.set(HttpHeaderNames.CACHE_CONTROL, CommonHeaders.NO_STORE);
    }
  }
}
