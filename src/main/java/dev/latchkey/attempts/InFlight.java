package dev.latchkey.attempts;

import dev.latchkey.turns.TurnQueue;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How many logins of each name are checked at once. Otherwise a hundred guesses would all be
 * compared before the first is known to be wrong. The others wait, and the networks of the callers
 * take turns. Only names with logins in flight are kept. Thread-safe; nothing blocks.
 */
final class InFlight {

  private final int limit;
  private final Map<UUID, Name> names = new HashMap<>();
  private int waiting;

  InFlight(int limit) {
    this.limit = limit;
  }

  /**
   * Waits for a place, on the Vert.x context of the caller, if there is one. Whoever gets it calls
   * {@link #leave}; one that nobody takes any more is left at once.
   *
   * @param networks the caller's, the outermost first
   * @return fails with {@link AttemptsBusyException} where the wait is longer than the patience
   */
  Uni<Void> enter(UUID name, List<String> networks, Duration patience) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var place = new Place(name, networks, Vertx.currentContext());
              return Uni.createFrom()
                  .<Void>emitter(caller -> place.await(caller, patience))
                  .invoke(place::take);
            });
  }

  private synchronized boolean entersOrWaits(Place place) {
    var name = names.computeIfAbsent(place.name, key -> new Name());
    place.granted = name.underWay < limit;
    if (place.granted) {
      name.underWay++;
    } else {
      name.line.add(place.networks, place);
      waiting++;
    }
    return place.granted;
  }

  void leave(UUID name) {
    var next = next(name);
    if (next != null) {
      next.enter();
    }
  }

  /** Gives the place to the next in turn, or nobody. */
  private synchronized @Nullable Place next(UUID key) {
    var name = names.get(key);
    if (name == null) {
      throw new IllegalStateException("a place that nobody had");
    }
    var next = name.line.poll();
    if (next != null) {
      waiting--;
      next.granted = true;
      return next;
    }
    name.underWay--;
    if (name.underWay == 0) {
      names.remove(key);
    }
    return null;
  }

  /** Whether it waited until now. */
  private synchronized boolean removed(Place place) {
    var name = names.get(place.name);
    boolean waited = name != null && name.line.remove(place.networks, place);
    if (waited) {
      waiting--;
    }
    return waited;
  }

  private synchronized boolean isGranted(Place place) {
    return place.granted;
  }

  synchronized int waiting() {
    return waiting;
  }

  /** Names with logins in flight. */
  synchronized int size() {
    return names.size();
  }

  private static final class Name {

    final TurnQueue<Place> line = new TurnQueue<>(place -> false);
    int underWay;
  }

  /** The place of one login, from the line to the check. */
  private final class Place {

    final UUID name;
    final List<String> networks;
    boolean granted; // under the lock
    private final @Nullable Context context;
    private volatile boolean taken;
    private volatile @Nullable UniEmitter<? super Void> caller;
    private volatile @Nullable Future<?> timer;

    Place(UUID name, List<String> networks, @Nullable Context context) {
      this.name = name;
      this.networks = networks;
      this.context = context;
    }

    void await(UniEmitter<? super Void> emitter, Duration patience) {
      caller = emitter;
      emitter.onTermination(this::end);
      if (entersOrWaits(this)) {
        emitter.complete(null);
      } else {
        timer =
            Infrastructure.getDefaultWorkerPool()
                .schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    void take() {
      taken = true;
    }

    void enter() {
      tell(emitter -> emitter.complete(null));
    }

    private void giveUp() {
      if (removed(this)) {
        tell(emitter -> emitter.fail(new AttemptsBusyException()));
      }
    }

    private void tell(Consumer<UniEmitter<? super Void>> news) {
      var emitter = caller;
      if (emitter != null && context == null) {
        news.accept(emitter);
      } else if (emitter != null && context != null) {
        context.runOnContext(ignored -> news.accept(emitter));
      }
    }

    /** The caller has the place, was refused or has gone. */
    private void end() {
      var pending = timer;
      if (pending != null) {
        pending.cancel(false);
      }
      if (!taken && !removed(this) && isGranted(this)) {
        leave(name);
      }
    }
  }
}
