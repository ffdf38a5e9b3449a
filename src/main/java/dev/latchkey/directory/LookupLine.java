package dev.latchkey.directory;

import dev.latchkey.turns.TurnQueue;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The line before the database. Only so many look-ups are under way at once. The others wait, in
 * turns by client network, and in a limited number. A look-up whose caller has gone leaves the line
 * and is never begun. One that is under way counts until it ends, even if its caller has gone, so
 * that a database that hangs is not asked more and more. Thread-safe; nothing blocks.
 */
final class LookupLine {

  /**
   * @param underWay how many look-ups the database is asked at once: known when there is a pool
   * @param waiting how many more may wait
   * @param perNetwork how many of these may come from one network of the outermost level
   */
  record Limits(IntSupplier underWay, int waiting, int perNetwork) {}

  private final Limits limits;
  private final long patience;
  private final LongSupplier nanos;
  private final TurnQueue<Lookup<?>> line = new TurnQueue<>(lookup -> lookup.abandoned);
  private int underWay;
  private long refused;
  private long answeredAt;

  /**
   * @param patience after this time without an answer a full line means that the database is away;
   *     nanoseconds
   * @param nanos monotonic time, as of {@link System#nanoTime}
   */
  LookupLine(Limits limits, long patience, LongSupplier nanos) {
    this.limits = limits;
    this.patience = patience;
    this.nanos = nanos;
    this.answeredAt = nanos.getAsLong();
  }

  /**
   * Begins the work in its turn, on the Vert.x context of the caller, if there is one.
   *
   * @param networks the caller's, the outermost first
   * @return fails with {@link DirectoryBusyException} or {@link DirectoryUnavailableException}
   *     where the line is full
   */
  <T> Uni<T> inTurn(List<String> networks, Uni<T> work) {
    return Uni.createFrom()
        .emitter(
            caller -> {
              var lookup = new Lookup<T>(networks, work, caller, Vertx.currentContext());
              caller.onTermination(() -> leave(lookup));
              join(lookup);
            });
  }

  private void join(Lookup<?> lookup) {
    RuntimeException refusal = null;
    boolean begins;
    synchronized (this) {
      begins = underWay < limits.underWay().getAsInt();
      if (begins) {
        underWay++;
      } else if (isFullFor(lookup)) {
        refused++;
        refusal = refusal();
      } else {
        line.add(lookup.networks, lookup);
      }
    }
    if (begins) {
      lookup.begin();
    } else if (refusal != null) {
      lookup.caller.fail(refusal);
    }
  }

  private boolean isFullFor(Lookup<?> lookup) {
    var outermost = lookup.networks.subList(0, Math.min(1, lookup.networks.size()));
    return line.size() >= limits.waiting() || line.size(outermost) >= limits.perNetwork();
  }

  private RuntimeException refusal() {
    return nanos.getAsLong() - answeredAt < patience
        ? new DirectoryBusyException()
        : DirectoryUnavailableException.withoutAnswer();
  }

  /** Also called when the caller was answered; then the look-up is not in the line any more. */
  private synchronized void leave(Lookup<?> lookup) {
    lookup.abandoned = true;
    line.remove(lookup.networks, lookup);
  }

  private void end(boolean answered) {
    Lookup<?> next;
    synchronized (this) {
      if (answered) {
        answeredAt = nanos.getAsLong();
      }
      next = line.poll();
      if (next == null) {
        underWay--;
      }
    }
    if (next != null) {
      next.beginOnItsContext();
    }
  }

  synchronized int underWay() {
    return underWay;
  }

  synchronized int waiting() {
    return line.size();
  }

  synchronized long refused() {
    return refused;
  }

  /** One look-up, from its place in the line to its end at the database. */
  private final class Lookup<T> {

    final List<String> networks;
    final UniEmitter<? super T> caller;
    volatile boolean abandoned;
    private final Uni<T> work;
    private final @Nullable Context context;

    Lookup(
        List<String> networks,
        Uni<T> work,
        UniEmitter<? super T> caller,
        @Nullable Context context) {
      this.networks = networks;
      this.work = work;
      this.caller = caller;
      this.context = context;
    }

    void beginOnItsContext() {
      if (context == null) {
        begin();
      } else {
        context.runOnContext(ignored -> begin());
      }
    }

    void begin() {
      if (abandoned) {
        end(false);
        return;
      }
      work.subscribe()
          .with(
              item -> {
                end(true);
                caller.complete(item);
              },
              failure -> {
                end(!Outage.isOne(failure));
                caller.fail(failure);
              });
    }
  }
}
