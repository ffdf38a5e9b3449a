package dev.latchkey.keys;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a folder that are in use now. One thread of its own reads the folder again and again;
 * everyone else reads one volatile field. A folder in a bad state, as in the middle of a rotation
 * by hand, changes nothing but is reported once: the keys read before stay in use.
 */
public final class KeyWatch<T> {

  private final WatchedKeys<T> watched;
  private final Duration pollInterval;
  private final Logger log;
  private final ScheduledExecutorService poller;
  private volatile T keys;

  // Only the poller's thread reads and writes these two after construction.
  private List<String> warnings = List.of();
  private @Nullable String problem;

  /**
   * Reads the keys for the first time.
   *
   * @param pollInterval at least a millisecond
   * @throws KeyFolderException when they cannot be used
   */
  public KeyWatch(WatchedKeys<T> watched, Duration pollInterval, Logger log) {
    this.watched = watched;
    this.pollInterval = pollInterval;
    this.log = log;
    this.keys = watched.read();
    this.poller =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "latchkey-" + watched.name().replace(' ', '-'));
              thread.setDaemon(true);
              return thread;
            });
    report(keys);
  }

  /** Begins to read the folder again and again. */
  public void start() {
    long millis = pollInterval.toMillis();
    poller.scheduleWithFixedDelay(this::refresh, millis, millis, TimeUnit.MILLISECONDS);
  }

  public void stop() {
    poller.shutdown(); // no interruption: a read cut short would be logged as a fault
  }

  /** The keys read last that were usable. Never blocks. */
  public T current() {
    return keys;
  }

  /** Reads the folder again. It never throws: that would end the polling. */
  public void refresh() {
    try {
      var found = watched.read();
      if (problem != null) {
        problem = null;
        log.infof("The folder of the %s is in order again", watched.name());
      }
      if (watched.same(keys, found)) {
        warn(found);
      } else {
        keys = found;
        report(found);
      }
    } catch (KeyFolderException e) {
      reportOnce(e.getMessage());
    } catch (RuntimeException e) {
      reportOnce(
          "The folder of the " + watched.name() + " cannot be read: " + e.getClass().getName());
    }
  }

  private void reportOnce(String found) {
    if (!found.equals(problem)) {
      problem = found;
      log.errorf("%s. %s", found, watched.meanwhile());
    }
  }

  private void report(T found) {
    watched.report(found).ifPresent(log::info);
    warn(found);
  }

  private void warn(T found) {
    var now = watched.warnings(found);
    now.stream().filter(warning -> !warnings.contains(warning)).forEach(log::warn);
    warnings = now;
  }
}
