package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.keys.LogLines;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A user may try a factor that cannot be read again and again. */
class FactorFaultsTest {

  private long now;
  private final FactorFaults faults = new FactorFaults(() -> now);
  private final LogLines log = LogLines.of(FactorFaults.class);

  @AfterEach
  void leave() {
    log.close();
  }

  @Test
  void fault_isToldAtOnce_andThenOnceInTenSeconds() {
    for (int i = 0; i < 100; i++) {
      faults.tell(new IllegalStateException("the key 1"));
    }
    now += Duration.ofSeconds(9).toNanos();
    faults.tell(new IllegalStateException("the key 2"));
    now += Duration.ofSeconds(1).toNanos();
    faults.tell(new IllegalStateException("the key 3"));

    assertThat(log.lines())
        .containsExactly(
            "ERROR A second factor cannot be checked: the key 1",
            "ERROR A second factor cannot be checked: the key 3");
  }
}
