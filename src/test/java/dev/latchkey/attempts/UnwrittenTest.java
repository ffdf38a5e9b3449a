package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.directory.FailureWrite;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnwrittenTest {

  private static final UUID JANE = new UUID(1, 1);

  private long now;
  private final Unwritten unwritten = new Unwritten(10, () -> now);

  @Test
  void failuresThatAreBeingWritten_areStillThere() {
    fail(2);

    assertThat(unwritten.begin(JANE)).isEqualTo(2);
    assertThat(unwritten.of(JANE).failures()).isEqualTo(2);
    unwritten.written(JANE, 2);
    assertThat(unwritten.of(JANE).failures()).isZero();
  }

  @Test
  void twoWritesAtOnce_takeNoFailureTwice() {
    fail(2);
    assertThat(unwritten.begin(JANE)).isEqualTo(2);
    fail(1);
    assertThat(unwritten.begin(JANE)).isEqualTo(1);
    assertThat(unwritten.begin(JANE)).isZero();

    unwritten.written(JANE, 2);
    assertThat(unwritten.of(JANE).failures()).isEqualTo(1);
    unwritten.written(JANE, 1);
    assertThat(unwritten.of(JANE).failures()).isZero();
  }

  @Test
  void writeThatFails_leavesWhatItTook_andItsOwn() {
    fail(2);
    double taken = unwritten.begin(JANE);
    unwritten.failed(write(1, 0), taken);

    assertThat(unwritten.of(JANE).failures()).isEqualTo(3);
    assertThat(unwritten.begin(JANE)).isEqualTo(3);
  }

  @Test
  void failures_leakAndAreForgotten() {
    unwritten.failed(write(3, 0.5), 0);
    now += Duration.ofSeconds(2).toNanos();
    assertThat(unwritten.of(JANE).failures()).isEqualTo(2);

    now += Duration.ofMinutes(1).toNanos();
    assertThat(unwritten.of(JANE).failures()).isZero();
    assertThat(unwritten.begin(JANE)).isZero();
  }

  @Test
  void lastFailure_isAsOldAsItIs_alsoAfterItsWriteBegan() {
    fail(2);
    now += Duration.ofSeconds(30).toNanos();
    unwritten.begin(JANE);

    assertThat(unwritten.of(JANE).age()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void success_makesUpForAll() {
    fail(4);
    double taken = unwritten.begin(JANE);
    unwritten.forget(JANE);
    unwritten.written(JANE, taken);

    assertThat(unwritten.of(JANE).failures()).isZero();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      unwritten.failed(write(1, 0), 0);
    }
  }

  private static FailureWrite write(double failures, double leak) {
    return new FailureWrite(JANE, failures, leak, Duration.ofMinutes(1));
  }
}
