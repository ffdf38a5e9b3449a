package dev.latchkey.start;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;

/**
 * Ends a process that was told to stop and does not: whoever closes the log waits until all of it
 * is written, which is forever where standard output is a pipe that nobody reads.
 */
final class ShutdownWatchdog {

  /** How long the end may take when the logins under way are answered. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  /** 128 + SIGTERM, as without the watchdog. */
  private static final int TERMINATED = 143;

  private ShutdownWatchdog() {}

  /** From now on a shutdown takes no longer than Quarkus' delay and timeout, and some slack. */
  static void install(Config config) {
    var patience =
        duration(config, "quarkus.shutdown.delay")
            .plus(duration(config, "quarkus.shutdown.timeout"))
            .plus(SLACK);
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> watch(patience), "latchkey-shutdown"));
    } catch (IllegalStateException e) {
      watch(patience); // told to stop already, while it started
    }
  }

  /** The JVM waits for its hooks to return, but not for the daemon that this one leaves behind. */
  private static void watch(Duration patience) {
    var watchdog = new Thread(() -> halt(patience), "latchkey-shutdown-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  private static void halt(Duration patience) {
    try {
      TimeUnit.MILLISECONDS.sleep(patience.toMillis());
      Runtime.getRuntime().halt(TERMINATED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration duration(Config config, String property) {
    return config.getOptionalValue(property, Duration.class).orElse(Duration.ZERO);
  }
}
