package dev.latchkey.password;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where requests have the rules looked at: threads of their own, as many as cores. A blocklist on a
 * file system that hangs then stops nothing else. The threads end when they have nothing to do.
 */
final class RuleThreads {

  private static final int MAX_WAITING = 256;
  private static final int IDLE_SECONDS = 10;

  private RuleThreads() {}

  /** Refuses with {@link java.util.concurrent.RejectedExecutionException} when too many wait. */
  static Executor start() {
    int cores = Runtime.getRuntime().availableProcessors();
    var threads =
        new ThreadPoolExecutor(
            cores,
            cores,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            task -> {
              var thread = new Thread(task, "password-rules");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
