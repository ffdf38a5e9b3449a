package dev.latchkey.audit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.AsyncHandler.OverflowAction;

/**
 * Counts the lines of the log that nobody read in time. Where the framework was told to lose lines
 * rather than to wait, its handler gives its place to a {@link LogQueue} of the same length.
 */
@ApplicationScoped
class LostLines {

  private final List<LogQueue> queues = new CopyOnWriteArrayList<>();

  LostLines(MeterRegistry registry) {
    FunctionCounter.builder("latchkey.log.lines.lost", this, LostLines::count)
        .description("Lines of the log that were lost, because nobody read them in time")
        .register(registry);
  }

  private double count() {
    return queues.stream().mapToLong(LogQueue::lost).sum();
  }

  /** Before there is much to lose. */
  void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent start) {
    for (var handler : Logger.getLogger("").getHandlers()) {
      if (handler instanceof ExtHandler parent) {
        takePlaces(parent);
      }
    }
  }

  private void takePlaces(ExtHandler parent) {
    var handlers = parent.getHandlers();
    boolean changed = false;
    for (int i = 0; i < handlers.length; i++) {
      if (handlers[i] instanceof AsyncHandler async
          && async.getOverflowAction() == OverflowAction.DISCARD) {
        handlers[i] = successor(async);
        changed = true;
      }
    }
    if (changed) {
      retire(parent.setHandlers(handlers));
    }
  }

  /** What waits in a handler without a place is still written, by its own thread. */
  private static void retire(Handler... former) {
    for (var handler : former) {
      if (handler instanceof AsyncHandler async
          && async.getOverflowAction() == OverflowAction.DISCARD) {
        async.setCloseChildren(false);
        async.close();
      }
    }
  }

  private Handler successor(AsyncHandler async) {
    var queue = new LogQueue(async.getQueueLength(), async.getHandlers());
    queue.setLevel(async.getLevel());
    queues.add(queue);
    return queue;
  }
}
