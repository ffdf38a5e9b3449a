package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessLogTest {

  private static final Exception FAILURE = new IllegalStateException("refused\nby\tit");

  private final Lines lines = new Lines();
  private final Logger logger = Logger.getLogger(ReadinessLog.class.getName());
  private long now = Long.MAX_VALUE - 5; // nanoTime may overflow at any moment
  private final ReadinessLog log = new ReadinessLog(() -> now);

  @BeforeEach
  void listen() {
    logger.addHandler(lines);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(lines);
  }

  @Test
  void failingProbes_areOneLine_andTheirEndIsOne() {
    log.well();
    for (int i = 0; i < 10; i++) {
      log.unwell("the database is away", FAILURE);
      now += Duration.ofMillis(1_230).toNanos();
    }
    log.well();
    log.well();

    assertThat(lines.lines)
        .containsExactly(
            "WARN The check of the database fails: the database is away"
                + " (java.lang.IllegalStateException: refused by it)",
            "INFO The check of the database succeeds again after 12.3 s");
  }

  @Test
  void otherReason_isTold_andTheTimeGoesOn() {
    log.unwell("away", FAILURE);
    now += Duration.ofSeconds(1).toNanos();
    log.unwell("does not fit", FAILURE);
    now += Duration.ofSeconds(1).toNanos();
    log.well();

    assertThat(lines.lines).hasSize(3).last().asString().endsWith("after 2.0 s");
  }

  private static final class Lines extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      lines.add(new PatternFormatter("%p %s").format(ExtLogRecord.wrap(entry)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
