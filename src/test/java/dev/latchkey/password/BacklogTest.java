package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final FairShareKey HERE = new FairShareKey("here.example", "192.0.2.1");

  private final Backlog backlog = new Backlog(1000);

  @Test
  void admissionReleasedTwice_countsOnce() {
    var first = new Admission(backlog, HERE, 1000);
    var second = new Admission(backlog, HERE, 500);
    first.release();
    first.release();
    first.resize(99);

    assertThat(expectedWait("here.example", 100)).isEqualTo(Duration.ofMillis(500));
    second.resize(0);
    assertThat(expectedWait("here.example", 100)).isZero();
  }

  @Test
  void expectedWait_countsOfOthersNoMoreThanOfOneself() {
    backlog.add(share("flood"), 1_000_000);
    backlog.add(share("small"), 50);

    assertThat(expectedWait("flood", 100)).isEqualTo(Duration.ofMillis(1_000_050));
    assertThat(expectedWait("small", 100)).isEqualTo(Duration.ofMillis(50 + 150));
    assertThat(expectedWait("new", 100)).isEqualTo(Duration.ofMillis(100 + 50));
  }

  @Test
  void expectedWait_countsOfOtherNetworksNoMoreThanOfOneself() {
    backlog.add(new FairShareKey("here.example", "flood"), 1_000_000);
    backlog.add(new FairShareKey("here.example", "small"), 50);
    backlog.add(share("elsewhere.example"), 1_000_000);

    // 100 of each other network, and of the other organisation as much as of both and oneself
    assertThat(expectedWait("here.example", 100)).isEqualTo(Duration.ofMillis(150 + 250));
    assertThat(backlog.expectedWait(new FairShareKey("here.example", "small"), 100))
        .isEqualTo(Duration.ofMillis(50 + 150 + 300));
  }

  @Test
  void organisationsThatCallersMakeUp_countForNobodyElse() {
    for (int i = 0; i < 1000; i++) {
      new Admission(backlog, new FairShareKey("made-up-" + i, "192.0.2.1"), 1000);
    }
    var real = new Admission(backlog, HERE, 500);

    assertThat(expectedWait("elsewhere.example", 1000)).isZero();
    assertThat(expectedWait("here.example", 1000)).isEqualTo(Duration.ofMillis(500));
    real.resize(800);
    assertThat(expectedWait("elsewhere.example", 1000)).isEqualTo(Duration.ofMillis(800));
    assertThat(expectedWait("here.example", 1000)).isEqualTo(Duration.ofMillis(800));
    real.release();
    assertThat(expectedWait("elsewhere.example", 1000)).isZero();
    assertThat(expectedWait("here.example", 1000)).isZero();
  }

  @Test
  void expectedWait_followsTheMeasuredSpeed() {
    backlog.add(share("here"), 1000);
    for (int i = 0; i < 200; i++) {
      backlog.measured(100_000, 0.05);
    }

    assertThat(expectedWait("here", 1)).isCloseTo(Duration.ofMillis(10), Duration.ofMillis(1));
  }

  @Test
  void processThatStoodStill_isNotTakenForASlowMachine() {
    backlog.add(share("here"), 1000);
    backlog.measured(1, 60);

    assertThat(expectedWait("here", 1)).isLessThan(Duration.ofMillis(1200));
  }

  private Duration expectedWait(String organization, long iterations) {
    return backlog.expectedWait(share(organization), iterations);
  }

  private static FairShareKey share(String organization) {
    return new FairShareKey(organization, HERE.network());
  }
}
