package dev.latchkey.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a line that never comes must not stop the suite
class LogQueueTest {

  private static final String LOST =
      " lines of the log were lost, because nobody read them in time";

  private final Reader reader = new Reader();
  private final LogQueue queue = new LogQueue(10, reader);

  @AfterEach
  void end() {
    reader.read(1_000);
    queue.close();
  }

  @Test
  void linesThatAreRead_areAllWritten() throws Exception {
    reader.read(1_000);
    for (int i = 0; i < 10; i++) {
      log("line " + i);
    }
    queue.close();

    assertThat(reader.lines).hasSize(10).startsWith("line 0").endsWith("line 9");
    assertThat(queue.lost()).isZero();
  }

  @Test
  void linesThatNobodyReads_areCounted_andToldInOneLineWhenTheyAreReadAgain() throws Exception {
    log("first");
    reader.awaitOneThatWaits();
    for (int i = 0; i < 110; i++) {
      log("line " + i);
    }
    assertThat(queue.lost()).isEqualTo(100);
    assertThat(reader.lines).isEmpty();

    reader.read(1_000);
    queue.close();

    assertThat(reader.lines)
        .hasSize(12)
        .startsWith("first", "line 0")
        .endsWith("line 9")
        .containsOnlyOnce("100" + LOST);
    assertThat(queue.lost()).isEqualTo(100);
  }

  @Test
  void secondLoss_isToldByItsOwnNumber() throws Exception {
    for (int loss = 1; loss <= 2; loss++) {
      log("first");
      reader.awaitOneThatWaits();
      for (int i = 0; i < 10 + loss; i++) {
        log("line");
      }
      reader.read(12);
      reader.awaitWritten(12 * loss);
    }
    queue.close();

    assertThat(reader.lines).containsOnlyOnce("1" + LOST, "2" + LOST);
    assertThat(queue.lost()).isEqualTo(3);
  }

  @Test
  void lineThatCannotBeWritten_stopsNoOther() throws Exception {
    reader.read(1_000);
    log("fails");
    log("next");
    queue.close();

    assertThat(reader.lines).containsExactly("next");
  }

  private void log(String message) {
    queue.publish(new ExtLogRecord(Level.INFO, message, "any"));
  }

  /** Takes a line when it is told to. */
  private static final class Reader extends Handler {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore reads = new Semaphore(0);
    private final Semaphore written = new Semaphore(0);

    void read(int count) {
      reads.release(count);
    }

    void awaitOneThatWaits() throws InterruptedException {
      while (!reads.hasQueuedThreads()) {
        Thread.onSpinWait();
      }
    }

    void awaitWritten(int total) throws InterruptedException {
      assertThat(written.tryAcquire(total, 20, TimeUnit.SECONDS)).isTrue();
      written.release(total);
    }

    @Override
    public void publish(LogRecord line) {
      if (line.getMessage().equals("fails")) {
        throw new StackOverflowError();
      }
      reads.acquireUninterruptibly();
      lines.add(line.getMessage());
      written.release();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
