package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two threads share the work, without any thread. */
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
  void threadWithoutWork_takesTheOnlyHash() {
    assertThat(shares.takesOneMore(0, 1)).isTrue();
    assertThat(shares.takesOneMore(0, 0)).isFalse();
  }

  @Test
  void busyThread_leavesAHashForEachIdleThread() {
    addLanes(1);
    shares.addIdleThread();

    assertThat(shares.takesOneMore(1, 1)).isFalse();
    assertThat(shares.takesOneMore(1, 2)).isTrue();
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
