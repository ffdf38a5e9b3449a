package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How two threads would share the work. */
class LaneSharesTest {

  private final LaneShares shares = new LaneShares(2);

  @Test
  void organisationWithoutALane_isANewcomer() {
    shares.addLane("here");
    shares.addLane("here");
    shares.addLane("elsewhere");
    shares.removeLane("here");
    shares.removeLane("elsewhere");

    assertThat(shares.isNewcomer("here")).isFalse();
    assertThat(shares.isNewcomer("elsewhere")).isTrue();
    assertThat(shares.isNewcomer("nowhere")).isTrue();
    assertThat(shares.busyLanes()).isEqualTo(1);
  }

  @Test
  void nothingThatWaits_isTakenByNobody() {
    addLanes(3);

    assertThat(shares.takesOneMore(0, 0)).isFalse();
    assertThat(shares.takesOneMore(1, 0)).isFalse();
  }

  @Test
  void threadWithoutWork_takesTheOnlyHash_thoughAnotherIsIdle() {
    shares.addIdleThread();

    assertThat(shares.takesOneMore(0, 1)).isTrue();
  }

  @Test
  void busyThread_leavesAHashForEachIdleThread() {
    addLanes(1);
    shares.addIdleThread();

    assertThat(shares.takesOneMore(1, 1)).isFalse();
    assertThat(shares.takesOneMore(1, 2)).isTrue();
  }

  /** One lane here and three there: of five hashes, two would be this thread's, were none idle. */
  @Test
  void threadWithLittleWork_leavesTheOnlyHashToTheIdleThread() {
    var ofThree = new LaneShares(3);
    for (int i = 0; i < 4; i++) {
      ofThree.addLane("here");
    }
    assertThat(ofThree.takesOneMore(1, 1)).isTrue();

    ofThree.addIdleThread();

    assertThat(ofThree.takesOneMore(1, 1)).isFalse();
    assertThat(ofThree.takesOneMore(1, 2)).isTrue();
  }

  @Test
  void threadThatIsNoLongerIdle_needsNothingLeft() {
    addLanes(1);
    shares.addIdleThread();
    shares.removeIdleThread();

    assertThat(shares.takesOneMore(1, 2)).isTrue();
    addLanes(1); // it has taken one
    assertThat(shares.takesOneMore(1, 1)).isTrue();
  }

  @Test
  void thread_takesNoMoreThanItsHalfOfAllWork() {
    addLanes(1);

    assertThat(shares.takesOneMore(1, 1)).as("one of two").isFalse();
    assertThat(shares.takesOneMore(1, 2)).as("two of three").isTrue();
    addLanes(2);
    assertThat(shares.takesOneMore(2, 1)).as("two of four").isFalse();
    assertThat(shares.takesOneMore(1, 1)).as("the other thread").isTrue();
  }

  private void addLanes(int count) {
    for (int i = 0; i < count; i++) {
      shares.addLane("here");
    }
  }
}
