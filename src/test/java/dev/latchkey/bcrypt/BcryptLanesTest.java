package dev.latchkey.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BcryptLanesTest {

  private static final byte[] PASSWORD = "john.doe.password".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SALT = "sixteen bytes ok".getBytes(StandardCharsets.UTF_8);

  @Test
  void slice_endsWhereTheFirstLaneEnds() {
    BcryptLanes lanes = new BcryptLanes(3);
    lanes.load(0, PASSWORD, SALT, 16);
    lanes.load(2, PASSWORD, SALT, 5);

    assertThat(lanes.run(100)).isEqualTo(5);

    assertThat(lanes.done(2)).isTrue();
    assertThat(lanes.done(0)).isFalse();
    assertThat(lanes.remaining(0)).isEqualTo(11);
    assertThat(lanes.run(100)).isEqualTo(11);
    assertThat(lanes.digest(0)).isEqualTo(ElytronBcrypt.digest(PASSWORD, SALT, 4));
    assertThat(lanes.run(100)).isZero();
  }

  @Test
  void heldLanes_standStill() {
    BcryptLanes lanes = new BcryptLanes(3);
    for (int lane = 0; lane < 3; lane++) {
      lanes.load(lane, PASSWORD, SALT, 16);
    }
    assertThat(lanes.run(5, 0b101)).isEqualTo(5);
    assertThat(lanes.remaining(0)).isEqualTo(16);
    assertThat(lanes.remaining(1)).isEqualTo(11);
    assertThat(lanes.remaining(2)).isEqualTo(16);
  }

  @Test
  void doneLane_staysAsItIsWhileOthersGoOn() {
    BcryptLanes lanes = new BcryptLanes(2);
    lanes.load(0, PASSWORD, SALT, 16);
    lanes.load(1, PASSWORD, SALT, 32);
    lanes.run(16);
    byte[] before = lanes.digest(0);

    lanes.run(16);

    assertThat(lanes.digest(0)).isEqualTo(before);
    assertThat(lanes.digest(1)).isEqualTo(ElytronBcrypt.digest(PASSWORD, SALT, 5));
  }

  @Test
  void manySlices_addUpExactly() {
    BcryptLanes lanes = new BcryptLanes(2);
    lanes.load(0, PASSWORD, SALT, 1 << 12);
    lanes.load(1, PASSWORD, SALT, 4_099);
    int done = 0;
    while (!lanes.done(1)) {
      done += lanes.run(1_000);
    }
    assertThat(done).isEqualTo(4_099);
    assertThat(lanes.digest(0))
        .isEqualTo(BCrypt.withDefaults().hashRaw(12, SALT, PASSWORD).rawHash);
  }

  @Test
  void moreIterationsThanAnInt_areAccepted() {
    BcryptLanes lanes = new BcryptLanes(1);
    lanes.load(0, PASSWORD, SALT, 1L << 31);

    assertThat(lanes.run(3)).isEqualTo(3);

    assertThat(lanes.remaining(0)).isEqualTo((1L << 31) - 3);
  }

  @Test
  void clear_overwritesTheLaneAndNoOther() throws ReflectiveOperationException {
    BcryptLanes lanes = new BcryptLanes(3);
    for (int lane = 0; lane < 3; lane++) {
      lanes.load(lane, PASSWORD, SALT, 16);
    }
    lanes.run(3);
    int[] before = state(lanes).clone();

    lanes.clear(1);

    int[] after = state(lanes);
    int lane = after.length / 3;
    assertThat(Arrays.copyOfRange(after, lane, 2 * lane)).containsOnly(0);
    assertThat(Arrays.copyOf(after, lane)).isEqualTo(Arrays.copyOf(before, lane));
    assertThat(Arrays.copyOfRange(after, 2 * lane, 3 * lane))
        .isEqualTo(Arrays.copyOfRange(before, 2 * lane, 3 * lane));
    assertThat(lanes.free(1)).isTrue();
    assertThat(lanes.run(100)).isEqualTo(13);
    assertThat(lanes.digest(2)).isEqualTo(ElytronBcrypt.digest(PASSWORD, SALT, 4));
  }

  @Test
  void load_copiesItsArguments() {
    BcryptLanes lanes = new BcryptLanes(1);
    byte[] password = PASSWORD.clone();
    byte[] salt = SALT.clone();
    lanes.load(0, password, salt, 16);
    Arrays.fill(password, (byte) 0);
    Arrays.fill(salt, (byte) 0);

    lanes.run(16);

    assertThat(lanes.digest(0)).isEqualTo(ElytronBcrypt.digest(PASSWORD, SALT, 4));
  }

  @Test
  void wrongUse_isRefused() {
    BcryptLanes lanes = new BcryptLanes(2);
    lanes.load(0, PASSWORD, SALT, 16);

    assertThatIllegalStateException().isThrownBy(() -> lanes.load(0, PASSWORD, SALT, 16));
    assertThatIllegalStateException().isThrownBy(() -> lanes.digest(0));
    assertThatIllegalStateException().isThrownBy(() -> lanes.digest(1));
    assertThatIllegalArgumentException().isThrownBy(() -> lanes.run(0));
    assertThatIllegalArgumentException().isThrownBy(() -> lanes.load(1, new byte[73], SALT, 16));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lanes.load(1, PASSWORD, new byte[15], 16));
    assertThatIllegalArgumentException().isThrownBy(() -> lanes.load(1, PASSWORD, SALT, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BcryptLanes(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BcryptLanes(BcryptLanes.MAX_WIDTH + 1));
  }

  private static int[] state(BcryptLanes lanes) throws ReflectiveOperationException {
    Field field = BcryptLanes.class.getDeclaredField("state");
    field.setAccessible(true);
    return (int[]) field.get(lanes);
  }
}
