package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A caller on an event loop. Its session, and all that follows, belongs to that. */
final class EventLoop {

  private EventLoop() {}

  /** Asserts that a result arrives on the context of the caller. */
  static <T> void assertReceives(Supplier<Uni<T>> call) {
    var vertx = Vertx.vertx();
    try {
      var callers = new CompletableFuture<Context>();
      var arrived = new CompletableFuture<Context>();
      vertx.runOnContext(
          start -> {
            callers.complete(Vertx.currentContext());
            call.get()
                .subscribe()
                .with(
                    result -> arrived.complete(Vertx.currentContext()),
                    arrived::completeExceptionally);
          });

      assertThat(arrived.orTimeout(60, TimeUnit.SECONDS).join())
          .isNotNull()
          .isSameAs(callers.join());
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
