package dev.latchkey.password;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The Vert.x context of a caller. The caller's session, and all that follows, belongs to it. */
final class CallerContext {

  private CallerContext() {}

  /** The same, but the result arrives on the context that calls this, if there is one. */
  static <T> Uni<T> receives(Uni<T> result) {
    Context context = Vertx.currentContext();
    return context == null
        ? result
        : result.emitOn(task -> context.runOnContext(ignored -> task.run()));
  }
}
