package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttemptKeysTest {

  private static final UUID ACME = new UUID(0, 1);

  private final AttemptKeys hash = new AttemptKeys();

  @Test
  void sameName_isTheSameKey() {
    assertThat(hash.of(ACME, "jane")).isEqualTo(hash.of(ACME, "jane"));
    assertThat(hash.of(ACME, "jane")).isNotEqualTo(hash.of(ACME, "john"));
    assertThat(hash.of(ACME, "jane")).isNotEqualTo(hash.of(new UUID(0, 2), "jane"));
  }

  /** Else anybody could look for names that share a count. */
  @Test
  void key_isOfItsProcess() {
    assertThat(new AttemptKeys().of(ACME, "jane")).isNotEqualTo(hash.of(ACME, "jane"));
    assertThat(new AttemptKeys().of("192.0.2.1")).isNotEqualTo(hash.of("192.0.2.1"));
  }
}
