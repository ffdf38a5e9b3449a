package dev.latchkey.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of one event. */
class AuditEntryTest {

  private final AuditEvents events = new AuditEvents();
  private final AuditEntry entry =
      new Audit(new TestAuditConfig(20), new SimpleMeterRegistry(), () -> 0, (time, task) -> {})
          .open(Act.LOGIN, "request-1", "192.0.2.1");

  @AfterEach
  void leave() {
    events.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "network", "account"})
  void limitThatOnlyCounts_isToldBeforeTheDuration(String limit) {
    entry.tried("jane");
    entry.found("here.example", UUID.randomUUID());
    entry.shadowed(limit);
    entry.close(Outcome.SUCCESS);

    assertThat(field("wouldRefuse")).isEqualTo(limit);
    assertThat(events.all().get(0).getMessage())
        .startsWith("login outcome=success organization=here.example user=")
        .matches(".* client=192.0.2.1 wouldRefuse=" + limit + " durationMs=\\d+");
  }

  @Test
  void severalLimitsThatOnlyCount_theFirstIsTold() {
    entry.shadowed("name");
    entry.shadowed("account");
    entry.close(Outcome.WRONG_PASSWORD);

    assertThat(field("wouldRefuse")).isEqualTo("name");
  }

  @Test
  void noLimit_noField() {
    entry.close(Outcome.SUCCESS);

    assertThat(events.all()).singleElement().matches(event -> event.getMdc("wouldRefuse") == null);
    assertThat(events.all().get(0).getMessage()).doesNotContain("wouldRefuse");
  }

  private String field(String name) {
    assertThat(events.all()).hasSize(1);
    return events.all().get(0).getMdc(name);
  }
}
