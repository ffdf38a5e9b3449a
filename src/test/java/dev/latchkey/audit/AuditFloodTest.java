package dev.latchkey.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the audit tells of very many attempts. */
class AuditFloodTest {

  private static final int LIMIT = 5;

  private final AuditEvents log = new AuditEvents();
  private final List<Runnable> timers = new ArrayList<>();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Audit audit =
      new Audit(new TestAuditConfig(LIMIT), metrics, () -> 0, (time, task) -> timers.add(task));

  @AfterEach
  void leave() {
    log.close();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "MALFORMED",
        "UNKNOWN_ORGANIZATION",
        "TOO_MANY_ATTEMPTS",
        "OVERLOADED",
        "DIRECTORY_UNAVAILABLE",
        "HUNG_UP",
        "FAILED"
      })
  void attemptsWithoutAHash_areAFewEventsAndANumber(Outcome outcome) {
    attempts(outcome, 1_000);
    timers.forEach(Runnable::run);

    assertThat(log.all()).hasSize(LIMIT + 1);
    assertThat(log.all().subList(0, LIMIT)).allMatch(line -> line.getMdc("requestId") != null);
    var rest = log.all().get(LIMIT);
    assertThat(rest.getMessage()).isEqualTo("logins outcome=" + outcome.label() + " count=995");
    assertThat(rest.getMdcCopy())
        .containsOnlyKeys("outcome", "count")
        .containsEntry("outcome", outcome.label())
        .containsEntry("count", "995");
    assertThat(counted(outcome)).isEqualTo(1_000);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "WRONG_CODE",
        "INVALID_TOKEN",
        "UNACCEPTABLE_PASSWORD",
        "FACTOR_REQUIRED",
        "NO_FACTOR_KEYS",
        "MALFORMED",
        "UNKNOWN_ORGANIZATION",
        "TOO_MANY_ATTEMPTS",
        "OVERLOADED",
        "DIRECTORY_UNAVAILABLE",
        "HUNG_UP",
        "FAILED"
      })
  void attemptsThatWereHashedFor_areAllEvents(Outcome outcome) {
    attempts(outcome, 10 * LIMIT);

    assertThat(log.all()).hasSize(10 * LIMIT).allMatch(line -> line.getMdc("requestId") != null);
    assertThat(timers).isEmpty();
    assertThat(counted(outcome)).isEqualTo(10 * LIMIT);
  }

  @Test
  void floodOfOneOutcome_takesNoEventOfAnother() {
    attempts(Outcome.MALFORMED, 1_000);
    attempts(Outcome.TOO_MANY_ATTEMPTS, LIMIT);

    assertThat(log.all())
        .filteredOn(line -> "too_many_attempts".equals(line.getMdc("outcome")))
        .hasSize(LIMIT);
  }

  /** A token holder may enrol, and renew recovery codes, without end. */
  @ParameterizedTest
  @EnumSource(
      value = Act.class,
      mode = Mode.EXCLUDE,
      names = {"LOGIN", "PASSWORD_CHANGE", "PASSWORD_RESET"})
  void stepsThatHashNothing_areAFewEventsAndANumber_alsoWhereTheySucceed(Act act) {
    for (int i = 0; i < 1_000; i++) {
      audit.open(act, "request-" + i, "").close(Outcome.SUCCESS);
    }
    timers.forEach(Runnable::run);

    assertThat(log.all()).hasSize(LIMIT + 1);
    assertThat(log.all().get(LIMIT).getMessage())
        .isEqualTo("act=" + act.label() + " outcome=success count=995");
    assertThat(
            metrics
                .get("latchkey.steps")
                .tag("step", act.label())
                .tag("outcome", "success")
                .counter()
                .count())
        .isEqualTo(1_000);
  }

  @Test
  void endOfTheService_tellsTheRest() {
    attempts(Outcome.MALFORMED, LIMIT + 2);
    audit.tellTheRest(new ShutdownEvent());

    assertThat(log.all()).last().extracting(line -> line.getMdc("count")).isEqualTo("2");
  }

  private void attempts(Outcome outcome, int count) {
    for (int i = 0; i < count; i++) {
      audit.open(Act.LOGIN, "request-" + i, "").close(outcome);
    }
  }

  private double counted(Outcome outcome) {
    return metrics.get("latchkey.logins").tag("outcome", outcome.countedAs()).counter().count();
  }
}
