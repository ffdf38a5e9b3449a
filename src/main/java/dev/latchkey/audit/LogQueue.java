package dev.latchkey.audit;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.handlers.AsyncHandler;

/**
 * The lines of the log on their way to a reader who may stand still. Nobody who logs waits for that
 * reader: when the queue is full, a line is lost. It stands in the place of an {@link
 * AsyncHandler}, which does the same but does not say so. This one counts the lost lines, and
 * writes one line about them when the log flows again.
 */
final class LogQueue extends ExtHandler {

  /** In a log that never catches up, so often is told what was lost. */
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final BlockingQueue<ExtLogRecord> queue;
  private final int length;
  private final AtomicLong lost = new AtomicLong();
  private final Thread writer = new Thread(this::write, "latchkey-log");
  private volatile boolean closed;

  // Of the writer alone
  private long told;
  private long noticed;
  private long noticedAt;

  LogQueue(int length, Handler... handlers) {
    this.length = length;
    this.queue = new ArrayBlockingQueue<>(length);
    setHandlers(handlers);
    writer.setDaemon(true);
    writer.start();
  }

  /** How many lines were lost so far. */
  long lost() {
    return lost.get();
  }

  @Override
  protected void doPublish(ExtLogRecord line) {
    if (closed || Thread.currentThread().equals(writer)) {
      return;
    }
    if (isCallerCalculationRequired()) {
      line.copyAll();
    } else {
      line.disableCallerCalculation();
      line.copyMdc();
    }
    if (!queue.offer(line)) {
      lost.incrementAndGet();
    }
  }

  private void write() {
    while (!closed || !queue.isEmpty()) {
      try {
        var line = queue.poll();
        if (line == null) {
          flush();
          line = queue.take();
        }
        publishToNestedHandlers(line);
        tellLosses();
      } catch (InterruptedException e) {
        // It is closed. What waits is still written
      }
    }
  }

  /** At once when the queue is half empty again: then all that was lost in one go is one number. */
  private void tellLosses() {
    long now = lost.get();
    if (now == told) {
      return;
    }
    if (noticed == told) {
      noticedAt = System.nanoTime();
    }
    noticed = now;
    if (queue.size() > length / 2 && System.nanoTime() - noticedAt < PAUSE) {
      return;
    }
    long count = now - told;
    told = now;
    noticed = now;
    publishToNestedHandlers(line(count));
  }

  private static ExtLogRecord line(long count) {
    var line =
        new ExtLogRecord(
            Level.WARN,
            count + " lines of the log were lost, because nobody read them in time",
            LogQueue.class.getName());
    line.setLoggerName(LogQueue.class.getName());
    return line;
  }

  /** Waits until all is written, as long as that takes. */
  @Override
  public void close() {
    closed = true;
    writer.interrupt();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    super.close();
  }
}
