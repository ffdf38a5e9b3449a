package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The lanes of one of two threads, which advances three lanes at once. */
class LaneHoldersTest {

  private static final int WIDTH = 3;
  private static final int PLENTY = 1000;

  private final LaneShares shares = new LaneShares(2);
  private final LaneHolders holders = new LaneHolders(WIDTH, shares);

  @Test
  void lanes_areTakenFromTheFirstFreeOne() {
    assertThat(take("a", "b", "c")).containsExactly(0, 1, 2);
    holders.release(1);

    assertThat(take("d", "e")).containsExactly(1, 3);
  }

  @Test
  void takenAndReleased_areCountedForAllThreads() {
    var otherThread = new LaneHolders(WIDTH, shares);
    take("here", "here");
    otherThread.take("here");
    assertThat(shares.busyLanes()).isEqualTo(3);

    holders.release(0);
    holders.release(1);
    holders.release(1);

    assertThat(holders.isEmpty()).isTrue();
    assertThat(otherThread.isEmpty()).isFalse();
    assertThat(shares.busyLanes()).isEqualTo(1);
    assertThat(shares.isNewcomer("here")).isFalse();
  }

  @Test
  void thread_takesWorkUpToItsWidth_andThenOnlyNewcomers() {
    for (int i = 0; i < WIDTH; i++) {
      assertThat(holders.isFull()).isFalse();
      assertThat(holders.takesOneMore(PLENTY)).isTrue();
      assertThat(holders.takesNewcomer()).isFalse();
      take("here");
    }

    assertThat(holders.isFull()).isTrue();
    assertThat(holders.takesOneMore(PLENTY)).isFalse();
    assertThat(holders.takesNewcomer()).isTrue();
    take("newcomer");
    assertThat(holders.isFull()).isTrue();
    assertThat(holders.takesOneMore(PLENTY)).isFalse();
    assertThat(holders.takesNewcomer()).as("one extra lane").isFalse();
  }

  /** Each of two threads takes two of four hashes, though one could take three. */
  @Test
  void work_isSharedOutEvenly() {
    var otherThread = new LaneHolders(WIDTH, shares);
    int waiting = 4;
    while (holders.takesOneMore(waiting)) {
      take("here");
      waiting--;
    }
    assertThat(waiting).isEqualTo(2);
    while (otherThread.takesOneMore(waiting)) {
      otherThread.take("here");
      waiting--;
    }

    assertThat(waiting).isZero();
  }

  @Test
  void upToTheWidth_allLanesAdvance() {
    assertThat(holders.advancing(holders.standingStill())).isZero();
    take("here");
    assertThat(holders.advancing(holders.standingStill())).isEqualTo(1);
    take("here", "here");
    assertThat(holders.advancing(holders.standingStill())).isEqualTo(WIDTH);
  }

  @Test
  void beyondTheWidth_oneLaneStandsStill() {
    take("one", "one", "other", "other");

    assertThat(holders.advancing(holders.standingStill())).isEqualTo(WIDTH);
  }

  /** Fewer lanes at once are sooner done; the organisation that fills the thread pays for it. */
  @Test
  void besideOneOrganisationThatHasAllOtherLanes_oneLaneLessAdvances() {
    take("large", "large", "large", "newcomer");
    for (int slice = 0; slice < 8; slice++) {
      int standing = holders.standingStill();
      assertThat(holders.advancing(standing)).isEqualTo(WIDTH - 1);
      assertThat(standing & 1 << 3).as("the newcomer's lane").isZero();
    }

    holders.release(0);
    assertThat(holders.advancing(holders.standingStill())).isEqualTo(WIDTH - 1);
  }

  @Test
  void threadOfTwoLanes_isNotReduced() {
    var narrow = new LaneHolders(2, shares);
    List.of("large", "large", "newcomer").forEach(narrow::take);

    assertThat(narrow.advancing(narrow.standingStill())).isEqualTo(2);
  }

  @Test
  void organisationWithTheMostLanes_standsStillInTurn() {
    take("small", "large", "large", "newcomer");

    assertThat(lanesThatStandStill(2 * 4)).containsOnly(1, 2).contains(1, 2);
  }

  @Test
  void laneOfEach_standStillInTurn() {
    take("a", "b", "c", "d");

    assertThat(lanesThatStandStill(5)).containsExactly(1, 2, 3, 0, 1);
  }

  /** The count is of this thread: elsewhere the small one is the larger. */
  @Test
  void lanesOfOtherThreads_doNotMatterForWhoStandsStill() {
    var otherThread = new LaneHolders(WIDTH, shares);
    List.of("small", "small", "small").forEach(otherThread::take);
    take("small", "large", "large", "newcomer");

    assertThat(lanesThatStandStill(4)).containsOnly(1, 2);
  }

  @Test
  void afterTheNewcomersHash_noLaneStandsStill() {
    take("here", "here", "here", "newcomer");
    holders.release(3);

    assertThat(holders.standingStill()).isZero();
    assertThat(holders.takesNewcomer()).isTrue();
  }

  private List<Integer> take(String... organizations) {
    return List.of(organizations).stream().map(holders::take).toList();
  }

  private List<Integer> lanesThatStandStill(int slices) {
    return IntStream.range(0, slices)
        .mapToObj(slice -> Integer.numberOfTrailingZeros(holders.standingStill()))
        .toList();
  }
}
