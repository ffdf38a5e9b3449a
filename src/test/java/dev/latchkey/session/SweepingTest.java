package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SweepingTest {

  private final Queue<UniEmitter<? super Void>> held = new ArrayDeque<>();
  private int begun;
  private long now = Long.MAX_VALUE - 5; // nanoTime may overflow at any moment
  private final Sweeping sweeping = new Sweeping(this::sweep, () -> now);

  private Uni<Void> sweep() {
    begun++;
    return Uni.createFrom().<Void>emitter(held::add);
  }

  @Test
  void sweep_comesOnceAMinute_whileThereAreLogouts() {
    sweeping.sweepIfDue();
    assertThat(begun).isEqualTo(1);
    held.remove().complete(null);

    now += Duration.ofMinutes(1).toNanos() - 1;
    sweeping.sweepIfDue();
    assertThat(begun).isEqualTo(1);
    now++;
    assertThat(begun).isEqualTo(1);
    sweeping.sweepIfDue();
    assertThat(begun).isEqualTo(2);
  }

  @Test
  void sweeps_comeOneAtATime() {
    sweeping.sweepIfDue();
    now += Duration.ofHours(1).toNanos();
    sweeping.sweepIfDue();
    assertThat(begun).isEqualTo(1);

    held.remove().complete(null);
    sweeping.sweepIfDue();
    assertThat(begun).isEqualTo(2);
  }

  @Test
  void sweepThatFails_isFollowedByAnother() {
    sweeping.sweepIfDue();
    held.remove().fail(new IllegalStateException("planted"));
    now += Duration.ofMinutes(1).toNanos();

    sweeping.sweepIfDue();

    assertThat(begun).isEqualTo(2);
  }
}
