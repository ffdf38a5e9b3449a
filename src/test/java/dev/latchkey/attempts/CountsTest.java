package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CountsTest {

  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final UUID JANE = new UUID(1, 1);
  private static final UUID JOHN = new UUID(1, 2);

  private long now;
  private final Counts counts = new Counts(new NetworkLimit(3, RECOVERY), 4, () -> now);

  @Test
  void attempts_areUsedUpOneByOne_andEachKeyHasItsOwn() {
    take(JANE, 3);

    assertRefused(JANE, RECOVERY);
    counts.take(JOHN);
  }

  @Test
  void usedAttempts_comeBackOneByOne() {
    take(JANE, 3);

    pass(RECOVERY.minusNanos(1));
    assertRefused(JANE, Duration.ofNanos(1));
    pass(Duration.ofNanos(1));
    counts.take(JANE);
    assertRefused(JANE, RECOVERY);
    pass(RECOVERY.multipliedBy(2));
    take(JANE, 2);
    assertRefused(JANE, RECOVERY);
  }

  @Test
  void longSilence_givesNoMoreThanAll() {
    take(JANE, 3);

    pass(RECOVERY.multipliedBy(1_000));
    take(JANE, 3);
    assertRefused(JANE, RECOVERY);
  }

  @Test
  void refusal_usesNothing() {
    take(JANE, 3);

    for (int i = 0; i < 100; i++) {
      assertRefused(JANE, RECOVERY);
    }
    pass(RECOVERY);
    counts.take(JANE);
  }

  @Test
  void whatWasGivenBack_isThereAgain() {
    take(JANE, 2);
    var last = counts.take(JANE);

    last.giveBack();
    counts.take(JANE);
    assertRefused(JANE, RECOVERY);
  }

  @Test
  void forgottenCount_isNotThatOfTheSameKeyLater() {
    var earlier = counts.take(JANE);
    pass(RECOVERY);
    counts.take(JOHN).giveBack();

    take(JANE, 3);
    earlier.giveBack();
    assertRefused(JANE, RECOVERY);
  }

  @Test
  void keysThatHaveUsedNothing_areForgotten() {
    take(JANE, 1);
    take(JOHN, 2);
    assertThat(counts.size()).isEqualTo(2);

    pass(RECOVERY);
    counts.take(new UUID(7, 7));
    assertThat(counts.size()).isEqualTo(2);
    pass(RECOVERY);
    counts.take(new UUID(7, 7));
    assertThat(counts.size()).isEqualTo(1);
  }

  @Test
  void floodOfNewKeys_pushesOutThoseThatHaveUsedLeast() {
    take(JANE, 3);
    take(JOHN, 1);

    for (int i = 0; i < 100_000; i++) {
      counts.take(new UUID(2, i));
    }

    assertThat(counts.size()).isEqualTo(4);
    assertRefused(JANE, RECOVERY);
    take(JOHN, 3); // its one attempt went the way of the flood's
  }

  @Test
  void keyThatIsBeingCounted_isNotTheOnePushedOut() {
    for (int i = 0; i < 4; i++) {
      take(new UUID(2, i), 3);
    }

    take(JANE, 3);
    assertRefused(JANE, RECOVERY);
  }

  @Test
  void hundredAtOnce_getNoMoreThanThereAre() throws Exception {
    var start = new CountDownLatch(1);
    var pool = Executors.newFixedThreadPool(100);
    try {
      Callable<Boolean> taker =
          () -> {
            start.await();
            try {
              counts.take(JANE);
              return true;
            } catch (TooManyAttemptsException e) {
              return false;
            }
          };
      var takers = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < 100; i++) {
        takers.add(pool.submit(taker));
      }
      start.countDown();

      int taken = 0;
      for (var each : takers) {
        taken += each.get(30, TimeUnit.SECONDS) ? 1 : 0;
      }
      assertThat(taken).isEqualTo(3);
    } finally {
      pool.shutdownNow();
    }
  }

  private void take(UUID key, int times) {
    for (int i = 0; i < times; i++) {
      counts.take(key);
    }
  }

  private void assertRefused(UUID key, Duration retryAfter) {
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> counts.take(key))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(retryAfter));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
