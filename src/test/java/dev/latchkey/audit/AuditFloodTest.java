package dev.latchkey.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the audit tells of very many attempts. */
class AuditFloodTest {

  private static final int LIMIT = 5;

  private final Lines log = new Lines();
  private final Logger logger = Logger.getLogger("audit");
  private final List<Runnable> timers = new ArrayList<>();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Audit audit =
      new Audit(() -> LIMIT, metrics, () -> 0, (time, task) -> timers.add(task));

  @BeforeEach
  void listen() {
    logger.addHandler(log);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(log);
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

    assertThat(log.lines).hasSize(LIMIT + 1);
    assertThat(log.lines.subList(0, LIMIT)).allMatch(line -> line.getMdc("requestId") != null);
    var rest = log.lines.get(LIMIT);
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

    assertThat(log.lines).hasSize(10 * LIMIT).allMatch(line -> line.getMdc("requestId") != null);
    assertThat(timers).isEmpty();
    assertThat(counted(outcome)).isEqualTo(10 * LIMIT);
  }

  @Test
  void floodOfOneOutcome_takesNoEventOfAnother() {
    attempts(Outcome.MALFORMED, 1_000);
    attempts(Outcome.TOO_MANY_ATTEMPTS, LIMIT);

    assertThat(log.lines)
        .filteredOn(line -> "too_many_attempts".equals(line.getMdc("outcome")))
        .hasSize(LIMIT);
  }

  @Test
  void endOfTheService_tellsTheRest() {
    attempts(Outcome.MALFORMED, LIMIT + 2);
    audit.tellTheRest(new ShutdownEvent());

    assertThat(log.lines).last().extracting(line -> line.getMdc("count")).isEqualTo("2");
  }

  private void attempts(Outcome outcome, int count) {
    for (int i = 0; i < count; i++) {
      audit.open("request-" + i, "").close(outcome);
    }
  }

  private double counted(Outcome outcome) {
    return metrics.get("latchkey.logins").tag("outcome", outcome.label()).counter().count();
  }

  private static final class Lines extends Handler {
    private final List<ExtLogRecord> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      lines.add(ExtLogRecord.wrap(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
