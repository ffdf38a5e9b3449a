package dev.latchkey.http;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads the body, up to the limit. It runs when the resource is chosen, so that 404, 405, 415 and
 * 406 come first and cost no reading; Quarkus' own limit would come before all of them, with an
 * empty answer.
 */
class BodyLimit {

  /** In bytes, inclusive. A login with every character escaped stays far below. */
  private static final int LIMIT = 8 * 1024;

  /** For all of a body: the idle timeout begins anew with each byte. */
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final long deadlineMillis;

  @Inject
  BodyLimit() {
    this(DEADLINE);
  }

  BodyLimit(Duration deadline) {
    this.deadlineMillis = deadline.toMillis();
  }

  @ServerRequestFilter(nonBlocking = true)
  Uni<Void> read(RoutingContext context, ContainerRequestContext resource) {
    var request = context.request();
    if (request.isEnded()) {
      return Uni.createFrom().voidItem();
    }
    if (declaredLength(request) > LIMIT) {
      return Uni.createFrom().failure(new TooLargeRefusal());
    }
    return read(context)
        .invoke(body -> resource.setEntityStream(new ByteArrayInputStream(body)))
        .replaceWithVoid();
  }

  /** Fails with a {@link Refusal} where it is too long, too slow, or broken off. */
  Uni<byte[]> read(RoutingContext context) {
    return Uni.createFrom().emitter(body -> read(context, body));
  }

  private void read(RoutingContext context, UniEmitter<? super byte[]> result) {
    var request = context.request();
    var body = Buffer.buffer();
    long deadline =
        context.vertx().setTimer(deadlineMillis, late -> result.fail(new CutShortRefusal()));
    result.onTermination(() -> context.vertx().cancelTimer(deadline));
    request.exceptionHandler(hungUp -> result.fail(new CutShortRefusal()));
    request.endHandler(end -> result.complete(body.getBytes()));
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= LIMIT) {
            body.appendBuffer(chunk);
          } else {
            request.pause();
            result.fail(new TooLargeRefusal());
          }
        });
    if (request.version() == HttpVersion.HTTP_1_1
        && FieldValue.elements(request.headers().getAll(HttpHeaders.EXPECT)).stream()
            .anyMatch("100-continue"::equalsIgnoreCase)) {
      context.response().writeContinue();
    }
    request.resume();
  }

  private static long declaredLength(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length); // the codec lets digits through alone
  }

  private static final class TooLargeRefusal extends Refusal {
    private static final long serialVersionUID = 1L;

    TooLargeRefusal() {
      super(ErrorStatus.CONTENT_TOO_LARGE, Map.of());
    }
  }

  /** It broke off, and nobody is left to read the answer, or it comes too slowly to wait for. */
  private static final class CutShortRefusal extends Refusal {
    private static final long serialVersionUID = 1L;

    CutShortRefusal() {
      super(ErrorStatus.BAD_REQUEST, Map.of("Connection", "close"));
    }
  }
}
