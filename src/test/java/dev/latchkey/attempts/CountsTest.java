package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CountsTest {

  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final UUID JANE = new UUID(1, 1);
  private static final UUID JOHN = new UUID(1, 2);

  private long now;
  private final Counts counts = new Counts(new NetworkLimit(3, RECOVERY), 4, () -> now);

  @Test
  void attempts_areUsedUpOneByOne_andEachKeyHasItsOwn() {
    use(JANE, 2);
    assertThat(counts.left(JANE)).isZero();

    use(JANE, 1);
    assertThat(counts.left(JANE)).isEqualTo(RECOVERY);
    assertThat(counts.left(JOHN)).isNegative();
  }

  @Test
  void usedAttempts_comeBackOneByOne() {
    use(JANE, 3);

    pass(RECOVERY.minusNanos(1));
    assertThat(counts.left(JANE)).isEqualTo(Duration.ofNanos(1));
    pass(Duration.ofNanos(1));
    assertThat(counts.left(JANE)).isZero();
    use(JANE, 1);
    assertThat(counts.left(JANE)).isEqualTo(RECOVERY);
    pass(RECOVERY.multipliedBy(1_000));
    use(JANE, 2);
    assertThat(counts.left(JANE)).isZero();
  }

  /** Those that were in flight when the last attempt was used. */
  @Test
  void moreThanThereAre_useNoMore() {
    use(JANE, 1_000);

    assertThat(counts.left(JANE)).isEqualTo(RECOVERY);
    pass(RECOVERY);
    assertThat(counts.left(JANE)).isZero();
  }

  @Test
  void keysThatHaveUsedNothing_areForgotten() {
    use(JANE, 1);
    use(JOHN, 2);
    assertThat(counts.size()).isEqualTo(2);

    pass(RECOVERY);
    use(new UUID(7, 7), 1);
    assertThat(counts.size()).isEqualTo(2);
    pass(RECOVERY);
    use(new UUID(7, 7), 1);
    assertThat(counts.size()).isEqualTo(1);
  }

  @Test
  void floodOfNewKeys_pushesOutThoseThatHaveUsedLeast() {
    use(JANE, 3);
    use(JOHN, 1);

    for (int i = 0; i < 100_000; i++) {
      use(new UUID(2, i), 1);
    }

    assertThat(counts.size()).isEqualTo(4);
    assertThat(counts.left(JANE)).isEqualTo(RECOVERY);
    use(JOHN, 2); // its one attempt went the way of the flood's
    assertThat(counts.left(JOHN)).isZero();
  }

  @Test
  void keyThatIsBeingCounted_isNotTheOnePushedOut() {
    for (int i = 0; i < 4; i++) {
      use(new UUID(2, i), 3);
    }

    use(JANE, 3);
    assertThat(counts.left(JANE)).isEqualTo(RECOVERY);
  }

  private void use(UUID key, int times) {
    for (int i = 0; i < times; i++) {
      counts.use(key);
    }
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
