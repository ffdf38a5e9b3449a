package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageLogTest {

  private static final Exception OUTAGE =
      new IllegalStateException("The database is not available", new RuntimeException("refused"));
  private static final String LINE =
      "WARN The database is not available: java.lang.RuntimeException: refused"
          + " (%d requests refused since this was last said)";

  private final Lines lines = new Lines();
  private final Logger logger = Logger.getLogger(OutageLog.class.getName());
  private long now = Long.MAX_VALUE - 5; // nanoTime may overflow at any moment
  private final OutageLog log = new OutageLog(() -> now);

  @BeforeEach
  void listen() {
    logger.addHandler(lines);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(lines);
  }

  @Test
  void outage_isToldAtOnce_thenEveryTenSeconds() {
    report(1_000);
    assertThat(lines.lines).containsExactly(line(1));

    now += Duration.ofMillis(9_999).toNanos();
    report(1);
    assertThat(lines.lines).hasSize(1);

    now += Duration.ofMillis(1).toNanos();
    report(500);
    assertThat(lines.lines).containsExactly(line(1), line(1_001));
  }

  @Test
  void nextOutage_isToldAtOnce() {
    report(1);
    now += Duration.ofHours(1).toNanos();
    report(3);

    assertThat(lines.lines).hasSize(2);
  }

  @Test
  void endOfAnOutage_isToldOnce_withItsTimeAndItsLogins() {
    report(2);
    now += Duration.ofMillis(61_250).toNanos();
    report(1);
    now += Duration.ofMillis(40).toNanos();
    log.answered();
    assertThat(lines.lines).as("some still fail, perhaps").hasSize(2);

    now += Duration.ofSeconds(5).toNanos();
    log.answered();
    log.answered();

    assertThat(lines.lines.subList(2, lines.lines.size()))
        .containsExactly(
            "INFO The database is available again after 61.3 s: 3 requests were refused");
  }

  @Test
  void loginsOfWhichSomeFail_areOneOutage() {
    for (int i = 0; i < 1_000; i++) {
      report(1);
      log.answered();
      now += Duration.ofMillis(10).toNanos();
    }
    log.answered();
    assertThat(lines.lines).containsExactly(line(1));

    now += Duration.ofSeconds(1).toNanos();
    log.answered();
    assertThat(lines.lines).hasSize(2).last().asString().endsWith("1000 requests were refused");
  }

  @Test
  void outageAfterTheEndOfAnother_countsFromItsOwnBeginning() {
    report(5);
    now += Duration.ofSeconds(20).toNanos();
    log.answered();
    report(1);
    now += Duration.ofSeconds(2).toNanos();
    log.answered();

    assertThat(lines.lines)
        .containsExactly(
            line(1),
            "INFO The database is available again after 20.0 s: 5 requests were refused",
            line(1),
            "INFO The database is available again after 2.0 s: 1 requests were refused");
  }

  @Test
  void answers_withoutAnOutage_areNotTold() {
    log.answered();

    assertThat(lines.lines).isEmpty();
  }

  private void report(int times) {
    for (int i = 0; i < times; i++) {
      log.report(OUTAGE);
    }
  }

  private static final class Lines extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      lines.add(
          new PatternFormatter("%p %s").format(org.jboss.logmanager.ExtLogRecord.wrap(entry)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static String line(int count) {
    return String.format(Locale.ROOT, LINE, count);
  }
}
