package dev.latchkey.password;

import org.jspecify.annotations.Nullable;

/**
 * Which organisation holds which lane of one thread. The thread advances {@code width} lanes at
 * once. It has one lane more, the extra lane, which only a newcomer takes: an organisation that has
 * no lane in any thread. While more lanes than the width have work, some of them stand still.
 *
 * <p>Belongs to one thread. The methods that use the {@link LaneShares} of all threads also need
 * the engine's lock.
 */
final class LaneHolders {

  /** How many lanes a thread has beyond its width. */
  static final int EXTRA_LANES = 1;

  /** A thread of two lanes would lose a third of its speed, and not a tenth. */
  private static final int MIN_WIDTH_TO_REDUCE = 3;

  private final int width;
  private final LaneShares shares;

  /** The organisation of each lane; null where the lane is free. */
  private final @Nullable String[] organizations;

  private int busy;
  private int turn;

  /**
   * @param width how many lanes the thread advances at once
   */
  LaneHolders(int width, LaneShares shares) {
    this.width = width;
    this.shares = shares;
    this.organizations = new String[width + EXTRA_LANES];
  }

  /** Whether no lane has work. */
  boolean isEmpty() {
    return busy == 0;
  }

  /** Whether as many lanes have work as the thread advances at once. */
  boolean isFull() {
    return busy >= width;
  }

  /** How many lanes the next slice advances, where {@link #standingStill} says which do not. */
  int advancing(int standingStill) {
    return busy - Integer.bitCount(standingStill);
  }

  /** Whether the thread takes the next of the waiting hashes. Needs the lock. */
  boolean takesOneMore(int waiting) {
    return !isFull() && shares.takesOneMore(busy, waiting);
  }

  /** Whether the thread takes a newcomer's hash, as only its extra lane is free. */
  boolean takesNewcomer() {
    return busy == width;
  }

  /**
   * Gives a free lane to an organisation. Needs the lock.
   *
   * @return the number of the lane
   */
  int take(String organization) {
    int lane = 0;
    while (organizations[lane] != null) {
      lane++;
    }
    organizations[lane] = organization;
    busy++;
    shares.addLane(organization);
    return lane;
  }

  /** Frees a lane, if it is not free. Needs the lock. */
  void release(int lane) {
    String organization = organizations[lane];
    if (organization != null) {
      organizations[lane] = null;
      busy--;
      shares.removeLane(organization);
    }
  }

  /**
   * Which lanes stand still for the next slice, so that the others are sooner done: one of the
   * organisation that has the most lanes of this thread while more than the width have work, and
   * one more where it has all lanes but one. Its lanes take turns.
   *
   * @return a bit for each of these lanes, the lowest bit for lane 0; 0 where every lane may
   *     advance
   */
  int standingStill() {
    turn = (turn + 1) % organizations.length;
    int lane = laneOfTheMost(turn);
    boolean allButOne = lanesLike(lane) == busy - 1;
    int advancing = allButOne && width >= MIN_WIDTH_TO_REDUCE ? width - 1 : width;
    int standing = 0;
    for (int left = busy - advancing; left > 0; left--) {
      standing |= 1 << lane;
      lane = laneOfTheMost(lane + 1);
    }
    return standing;
  }

  /** The first lane, from one on, of the organisation that has the most. */
  private int laneOfTheMost(int from) {
    int most = 0;
    int chosen = 0;
    for (int i = 0; i < organizations.length; i++) {
      int lane = (from + i) % organizations.length;
      int count = lanesLike(lane);
      if (count > most) {
        most = count;
        chosen = lane;
      }
    }
    return chosen;
  }

  /** How many lanes of this thread the holder of a lane has. */
  private int lanesLike(int lane) {
    String holder = organizations[lane];
    int count = 0;
    for (String organization : organizations) {
      if (holder != null && holder.equals(organization)) {
        count++;
      }
    }
    return count;
  }
}
