package dev.latchkey.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random work, always the same, against Elytron and Bouncy Castle. Lanes are filled, advanced by
 * slices of any length, cancelled and refilled independently, as the engine does it. A longer run
 * is {@code bench/kernels/fuzz}.
 */
class BcryptReferenceTest {

  private static final int MIN_COST = 4;
  private static final int MAX_COST = 8;
  private static final int STEPS_PER_WIDTH = 80;

  private record Work(byte[] password, byte[] salt, int cost) {

    static Work random(Random random) {
      byte[] password = randomPassword(random, random.nextInt(73));
      byte[] salt = new byte[16];
      random.nextBytes(salt);
      return new Work(password, salt, MIN_COST + random.nextInt(MAX_COST - MIN_COST + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void mixedCostsCancelledAndRefilled_equalTheReferences(int width) {
    Random random = new Random(width);
    BcryptLanes lanes = new BcryptLanes(width);
    Work[] work = new Work[width];
    for (int step = 0; step < STEPS_PER_WIDTH; step++) {
      int lane = random.nextInt(width);
      if (lanes.free(lane)) {
        work[lane] = Work.random(random);
        load(lanes, lane, work[lane]);
      } else if (random.nextInt(8) == 0) {
        lanes.clear(lane);
      }
      lanes.run(1 + random.nextInt(60));
      takeFinished(lanes, work);
    }
    while (lanes.run(Integer.MAX_VALUE) > 0) {
      takeFinished(lanes, work);
    }
  }

  @Test
  void everyLengthAndEveryByte_equalTheReferences() {
    Random random = new Random(42);
    BcryptLanes lanes = new BcryptLanes(8);
    for (int length = 0; length <= 72; length++) {
      int lane = length % 8;
      byte[] salt = new byte[16];
      random.nextBytes(salt);
      byte[] password = new byte[length];
      for (int i = 0; i < length; i++) {
        password[i] = (byte) (1 + (length * 7 + i) % 255);
      }
      Work work = new Work(password, salt, MIN_COST);
      load(lanes, lane, work);
      lanes.run(1 << MIN_COST);
      assertEqualToReferences(lanes.digest(lane), work);
      lanes.clear(lane);
    }
  }

  private static void takeFinished(BcryptLanes lanes, Work[] work) {
    for (int lane = 0; lane < work.length; lane++) {
      if (lanes.done(lane)) {
        assertEqualToReferences(lanes.digest(lane), work[lane]);
        lanes.clear(lane);
      }
    }
  }

  private static void load(BcryptLanes lanes, int lane, Work work) {
    lanes.load(lane, work.password(), work.salt(), 1L << work.cost());
  }

  private static void assertEqualToReferences(byte[] digest, Work work) {
    assertThat(digest)
        .isEqualTo(ElytronBcrypt.digest(work.password(), work.salt(), work.cost()))
        .isEqualTo(
            BCrypt.withDefaults().hashRaw(work.cost(), work.salt(), work.password()).rawHash);
  }

  /** Any bytes but 0, which ends a password. */
  private static byte[] randomPassword(Random random, int length) {
    byte[] password = new byte[length];
    for (int i = 0; i < length; i++) {
      password[i] = (byte) (1 + random.nextInt(255));
    }
    return password;
  }
}
