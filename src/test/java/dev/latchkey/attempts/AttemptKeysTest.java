package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.directory.LoginName;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttemptKeysTest {

  private static final LoginName JANE = LoginName.of("Jane");

  private final AttemptKeys keys = new AttemptKeys(new byte[32]);

  @Test
  void key_isTheSameInAllReplicas_andForAllWaysToWriteAName() {
    assertThat(new AttemptKeys(new byte[32]).ofName("acme", LoginName.of("JANE"), "192.0.2.1"))
        .isEqualTo(keys.ofName("acme", JANE, "192.0.2.1"));
  }

  @Test
  void differentThings_haveDifferentKeys() {
    assertThat(
            Set.of(
                keys.ofName("acme", JANE, "192.0.2.1"),
                keys.ofName("acme", JANE, "192.0.2.2"),
                keys.ofName("acme", JANE, ""),
                keys.ofName("acme", LoginName.of("john"), "192.0.2.1"),
                keys.ofName("other", JANE, "192.0.2.1"),
                keys.ofNetwork("192.0.2.1"),
                keys.ofKnownNetwork("192.0.2.1")))
        .hasSize(7)
        .noneMatch(new UUID(0, 0)::equals);
  }

  @Test
  void partsThatAreJoinedElsewhere_areNotTheSame() {
    assertThat(keys.ofName("acme\0x", JANE, "")).isNotEqualTo(keys.ofName("acme", JANE, "x"));
    assertThat(keys.ofName("acme", LoginName.of("x\0jane"), ""))
        .isNotEqualTo(keys.ofName("acme", JANE, "x"));
  }

  /** Else anybody could look for names that share a count. */
  @Test
  void key_needsTheSecret() {
    byte[] other = new byte[32];
    other[31] = 1;

    assertThat(new AttemptKeys(other).ofName("acme", JANE, ""))
        .isNotEqualTo(keys.ofName("acme", JANE, ""));
  }
}
