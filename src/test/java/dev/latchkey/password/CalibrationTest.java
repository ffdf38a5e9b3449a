package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private final Calibration calibration = new Calibration(2, 5, Duration.ofMillis(15), 400, 1);

  @Test
  void eachCost_takesTwiceAsLong() {
    assertThat(calibration.alone(8)).isEqualTo(Duration.ofMillis(15));
    assertThat(calibration.alone(14)).isEqualTo(Duration.ofMillis(15 * 64));
    assertThat(calibration.alonePerSecond(10)).isEqualTo(1000.0 / 60);
    assertThat(calibration.perSecond(8)).isEqualTo(400);
    assertThat(calibration.perSecond(10)).isEqualTo(100);
    assertThat(calibration.together(10)).isEqualTo(Duration.ofMillis(100)); // ten at 100 per second
  }

  @Test
  void highestCost_isTheLastThatIsFastEnough() {
    assertThat(calibration.highestCostWithin(Duration.ofMillis(240))).hasValue(12);
    assertThat(calibration.highestCostWithin(Duration.ofMillis(239))).hasValue(11);
    assertThat(calibration.highestCostWithin(Duration.ofMillis(14))).isEmpty();
    assertThat(calibration.highestCostWithin(Duration.ofMinutes(1))).hasValue(14);
  }

  @Test
  void measurement_isOfThisMachine() throws Exception {
    var measured = Calibration.measure(2, 2, Duration.ofMillis(100));

    assertThat(measured.alone(8)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(10));
    assertThat(measured.perSecond(8)).isBetween(0.1, 4_000.0);
    assertThat(measured.share()).isBetween(0.01, 1.0);
  }
}
