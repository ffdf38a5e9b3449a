package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LastAnswerTest {

  private long now = Long.MAX_VALUE - 5; // nanoTime may overflow at any moment
  private final LastAnswer answer = new LastAnswer(() -> now);

  @Test
  void beforeTheFirstLogin_thereIsNone() {
    assertThat(answer.isRecent()).isFalse();
  }

  @Test
  void answer_isRecentForFiveSeconds() {
    answer.answered();
    assertThat(answer.isRecent()).isTrue();

    now += Duration.ofMillis(4_999).toNanos();
    assertThat(answer.isRecent()).isTrue();
    now += Duration.ofMillis(1).toNanos();
    assertThat(answer.isRecent()).isFalse();
  }

  @Test
  void failureAfterIt_isNoProof_untilTheNextAnswer() {
    answer.answered();
    answer.failed();
    assertThat(answer.isRecent()).isFalse();

    answer.answered();
    assertThat(answer.isRecent()).isTrue();
  }
}
