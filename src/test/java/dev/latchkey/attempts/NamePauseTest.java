package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.directory.Tally;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePauseTest {

  private final NamePause pause = NamePause.of(Limits.DEFAULT);

  @ParameterizedTest
  @CsvSource({"0,0", "4,0", "5,30", "6,60", "7,120", "9,480", "10,900", "11,900", "1000000000,900"})
  void pause_doublesUpToItsLongest(double failures, long seconds) {
    assertThat(pause.left(new Tally(failures, Duration.ZERO)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void pauseThatIsOver_leavesNothing() {
    assertThat(pause.left(new Tally(5, Duration.ofSeconds(29)))).isEqualTo(Duration.ofSeconds(1));
    assertThat(pause.left(new Tally(5, Duration.ofSeconds(30)))).isZero();
    assertThat(pause.left(new Tally(5, Duration.ofDays(1)))).isNegative();
  }
}
