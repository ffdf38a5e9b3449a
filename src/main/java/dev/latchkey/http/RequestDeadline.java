package dev.latchkey.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connection of a caller who takes too long to send a request. The idle timeout begins
 * anew with each byte, this does not. A request that comes in one piece needs no timer.
 */
final class RequestDeadline {

  /** From the first byte to the end of the fields. */
  static final Duration HEAD = Duration.ofSeconds(10);

  /** From there to the end of the body. {@link BodyLimit} answers much earlier who is read. */
  static final Duration BODY = Duration.ofSeconds(30);

  private final OpenConnection connection;
  private @Nullable ScheduledFuture<?> timer;
  private boolean inHead;

  RequestDeadline(OpenConnection connection) {
    this.connection = connection;
  }

  /** To be called after each read, and between two requests. */
  void watch(ChannelHandlerContext context, RequestFraming framing) {
    if (framing.isBetweenRequests()) {
      cancel();
    } else if (timer == null || inHead != framing.isInHead()) {
      cancel();
      inHead = framing.isInHead();
      timer =
          context
              .executor()
              .schedule(
                  () -> connection.close(CloseReason.SLOW_REQUEST),
                  (inHead ? HEAD : BODY).toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  void cancel() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
