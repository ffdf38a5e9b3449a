package dev.latchkey.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the log has for a name that is nobody's. */
class NameHashTest {

  private final Audit audit = audit();

  private static Audit audit() {
    return new Audit(
        new TestAuditConfig(20), new SimpleMeterRegistry(), () -> 0, NameHashTest::never);
  }

  private static void never(Duration time, Runnable task) {}

  @Test
  void sameName_isRecognised() {
    assertThat(audit.hash("nobody")).isEqualTo(audit.hash("nobody"));
    assertThat(audit.hash("nobody")).isNotEqualTo(audit.hash("nobody2"));
  }

  /** Else whoever reads the log could try names, or passwords, until a hash comes out. */
  @Test
  void hash_isKeyedWithAKeyOfItsProcess() {
    var otherProcess = audit();

    assertThat(otherProcess.hash("nobody")).isNotEqualTo(audit.hash("nobody"));
  }
}
