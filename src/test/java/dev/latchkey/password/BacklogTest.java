package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final FairShareKey HERE = new FairShareKey("here.example", List.of("192.0.2.1"));

  private final Backlog backlog = new Backlog(1000);

  @Test
  void admissionReleasedTwice_countsOnce() {
    var first = new Admission(backlog, HERE, 1, 1000);
    var second = new Admission(backlog, HERE, 1, 500);
    first.release();
    first.release();
    first.confirm(99);

    assertThat(expectedWait("here.example", 100)).isEqualTo(Duration.ofMillis(500));
    second.confirm(0);
    assertThat(expectedWait("here.example", 100)).isZero();
  }

  @Test
  void placeForTwo_countsTheCheckAndWhatIsStillToCome() {
    var place = new Admission(backlog, HERE, 2, 1000);
    assertThat(expectedWait("here.example", 100)).isEqualTo(Duration.ofMillis(2000));
    assertThat(expectedWait("here.example", 5000, "203.0.113.1")).isZero();

    place.confirm(300);
    assertThat(expectedWait("here.example", 100)).isEqualTo(Duration.ofMillis(1300));
    assertThat(expectedWait("here.example", 5000, "203.0.113.1"))
        .isEqualTo(Duration.ofMillis(1300));

    place.confirm(1000); // the check is done
    assertThat(expectedWait("here.example", 100)).isEqualTo(Duration.ofMillis(1000));

    place.release();
    assertThat(expectedWait("here.example", 100)).isZero();
  }

  /** Others come first as much as of both hashes, but of its own no other than those before. */
  @Test
  void placeForTwo_waitsForBothAndNotForItself() {
    var place = new Admission(backlog, HERE, 2, 1000);
    backlog.addFirm(owner("elsewhere.example"), 5000);
    assertThat(place.firmWait(300)).isEqualTo(Duration.ofMillis(1300));

    place.confirm(300);
    assertThat(place.firmWait(1000)).isEqualTo(Duration.ofMillis(1000));

    backlog.addFirm(HERE, 200);
    assertThat(place.firmWait(1000)).isEqualTo(Duration.ofMillis(200 + 1200));
  }

  @Test
  void hashThatNobodyAdmitted_isNotCounted() {
    var place = new Admission(backlog, HERE, 1, 1000);
    place.confirm(300);

    assertThatThrownBy(() -> place.confirm(1000)).isInstanceOf(IllegalStateException.class);
    assertThat(expectedWait("here.example", 100)).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void expectedWait_countsOfOthersNoMoreThanOfOneself() {
    backlog.addFirm(owner("flood"), 1_000_000);
    backlog.addFirm(owner("small"), 50);

    assertThat(expectedWait("flood", 100)).isEqualTo(Duration.ofMillis(1_000_050));
    assertThat(expectedWait("small", 100)).isEqualTo(Duration.ofMillis(50 + 150));
    assertThat(expectedWait("new", 100)).isEqualTo(Duration.ofMillis(100 + 50));
  }

  @Test
  void expectedWait_countsOfOtherNetworksNoMoreThanOfOneself() {
    backlog.addFirm(new FairShareKey("here.example", List.of("flood")), 1_000_000);
    backlog.addFirm(new FairShareKey("here.example", List.of("small")), 50);
    backlog.addFirm(owner("elsewhere.example"), 1_000_000);

    // 100 of each other network, and of the other organisation as much as of both and oneself
    assertThat(expectedWait("here.example", 100)).isEqualTo(Duration.ofMillis(150 + 250));
    assertThat(backlog.expectedWait(new FairShareKey("here.example", List.of("small")), 100))
        .isEqualTo(Duration.ofMillis(50 + 150 + 300));
  }

  /** The look-up is done: what others of the same owner may turn out to be does not count. */
  @Test
  void firmWait_countsNoTentativeWork() {
    backlog.addTentative(HERE, 1000);
    backlog.addFirm(HERE, 200);
    backlog.addFirm(owner("elsewhere.example"), 50);

    assertThat(backlog.firmWait(HERE, 0, 100)).isEqualTo(Duration.ofMillis(250));
    assertThat(expectedWait("here.example", 100)).isEqualTo(Duration.ofMillis(1250));
  }

  @Test
  void organisationsThatCallersMakeUp_countForNoOtherNetwork() {
    for (int i = 0; i < 1000; i++) {
      new Admission(backlog, new FairShareKey("made-up-" + i, List.of("198.51.100.1")), 1, 1000);
    }
    var real = new Admission(backlog, HERE, 1, 500);

    assertThat(expectedWait("elsewhere.example", 1000, "203.0.113.1")).isZero();
    assertThat(expectedWait("here.example", 1000)).isEqualTo(Duration.ofMillis(500));
    real.confirm(800);
    assertThat(expectedWait("elsewhere.example", 1000)).isEqualTo(Duration.ofMillis(800));
    assertThat(expectedWait("here.example", 1000)).isEqualTo(Duration.ofMillis(800));
    real.release();
    assertThat(expectedWait("elsewhere.example", 1000)).isZero();
    assertThat(expectedWait("here.example", 1000)).isZero();
  }

  /** Otherwise a caller would be let in for each organisation that they make up. */
  @Test
  void organisationsThatCallersMakeUp_countForTheirNetwork() {
    var many = new FairShareKey("made-up", List.of("2001:db8::/48", "2001:db8:0:1::/64"));
    for (int i = 0; i < 1000; i++) {
      new Admission(backlog, new FairShareKey("made-up-" + i, many.networks()), 1, 1000);
    }

    assertThat(backlog.expectedWait(many, 1000)).isEqualTo(Duration.ofSeconds(1000));
    assertThat(backlog.firmWait(many, 0, 1000)).isZero();
  }

  /** The networks of one access take turns, too: the flood counts as one of two. */
  @Test
  void organisationsThatCallersMakeUp_countOnceForAnotherNetworkOfTheSameAccess() {
    for (int i = 0; i < 1000; i++) {
      var networks = List.of("2001:db8::/48", "2001:db8:0:1::/64");
      new Admission(backlog, new FairShareKey("made-up-" + i, networks), 1, 1000);
    }

    var beside = new FairShareKey("here", List.of("2001:db8::/48", "2001:db8:0:2::/64"));
    assertThat(backlog.expectedWait(beside, 1000)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void networksThatOneCallerCanMint_countAsOneForOthers() {
    for (int i = 0; i < 200; i++) {
      var minted = List.of("2001:db8::/48", "2001:db8::/56", "2001:db8:0:" + i + "::/64");
      backlog.addFirm(new FairShareKey("here.example", minted), 1000);
    }

    assertThat(expectedWait("here.example", 1000)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void expectedWait_followsTheMeasuredSpeed() {
    backlog.addFirm(owner("here"), 1000);
    for (int i = 0; i < 200; i++) {
      backlog.measured(100_000, 0.05);
    }

    assertThat(expectedWait("here", 1)).isCloseTo(Duration.ofMillis(10), Duration.ofMillis(1));
  }

  @Test
  void processThatStoodStill_isNotTakenForASlowMachine() {
    backlog.addFirm(owner("here"), 1000);
    backlog.measured(1, 60);

    assertThat(expectedWait("here", 1)).isLessThan(Duration.ofMillis(1200));
  }

  private Duration expectedWait(String organization, long iterations) {
    return backlog.expectedWait(owner(organization), iterations);
  }

  private Duration expectedWait(String organization, long iterations, String network) {
    return backlog.expectedWait(new FairShareKey(organization, List.of(network)), iterations);
  }

  private static FairShareKey owner(String organization) {
    return new FairShareKey(organization, HERE.networks());
  }
}
