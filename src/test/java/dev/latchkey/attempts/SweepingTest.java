package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.directory.FailureSweep;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SweepingTest {

  private final HeldSweep sweep = new HeldSweep();
  private long now;
  private final Sweeping sweeping =
      new Sweeping(Limits.with(Map.of("max-rows", "1000")), sweep, () -> now);

  @Test
  void sweep_comesOnceAMinute_whileThereAreWrites() {
    sweeping.hasRoom(1);
    assertThat(sweep.begun).isZero();

    now += Duration.ofMinutes(1).toNanos();
    assertThat(sweep.begun).isZero();
    sweeping.hasRoom(1);
    assertThat(sweep.begun).isEqualTo(1);
  }

  @Test
  void sweep_comesAfterAHundredthOfTheRows_andOneAtATime() {
    for (int i = 0; i < 9; i++) {
      sweeping.hasRoom(1);
    }
    assertThat(sweep.begun).isZero();
    for (int i = 0; i < 50; i++) {
      sweeping.hasRoom(1);
    }
    assertThat(sweep.begun).isEqualTo(1);

    sweep.end(true);
    sweeping.hasRoom(1);
    assertThat(sweep.begun).isEqualTo(2);
  }

  @Test
  void fullTable_takesNothingUntilASweepFindsRoom() {
    sweeping.hasRoom(10);
    assertThat(sweeping.hasRoom(1)).isTrue();
    sweep.end(false);
    assertThat(sweeping.hasRoom(1)).isFalse();

    sweeping.hasRoom(10);
    sweep.end(true);
    assertThat(sweeping.hasRoom(1)).isTrue();
  }

  @Test
  void sweepThatFails_isFollowedByAnother_andChangesNothing() {
    sweeping.hasRoom(10);
    sweep.end(false);
    sweeping.hasRoom(10);
    sweep.fail();
    assertThat(sweeping.hasRoom(1)).isFalse();

    sweeping.hasRoom(10);
    assertThat(sweep.begun).isEqualTo(3);
  }

  @Vetoed
  private static final class HeldSweep extends FailureSweep {

    private final Queue<UniEmitter<? super Boolean>> held = new ArrayDeque<>();
    private int begun;

    HeldSweep() {
      super(null);
    }

    @Override
    public Uni<Boolean> run(Limits limits) {
      begun++;
      return Uni.createFrom().<Boolean>emitter(held::add);
    }

    void end(boolean room) {
      held.remove().complete(room);
    }

    void fail() {
      held.remove().fail(new IllegalStateException("planted"));
    }
  }
}
