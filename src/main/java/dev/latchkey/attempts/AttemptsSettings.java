package dev.latchkey.attempts;

import dev.latchkey.settings.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/** The ranges of {@link AttemptsConfig}. */
final class AttemptsSettings {

  private static final String PREFIX = "latchkey.attempts.";

  private static final int MOST = 10_000;
  private static final int MOST_NETWORKS = 100;
  private static final int FEWEST_ROWS = 1_000;
  private static final int MOST_ROWS = 100_000_000;

  private AttemptsSettings() {}

  /**
   * @throws ConfigurationException when a setting is out of range; the message is one line
   */
  static void check(AttemptsConfig config) {
    within(1, MOST, config.inFlightPerName(), "in-flight-per-name");
    within(1, MOST, config.nameFailures(), "name-failures");
    within(1, MOST, config.accountFailures(), "account-failures");
    within(1, MOST_NETWORKS, config.knownNetworks(), "known-networks");
    within(0, MOST, config.perNetwork(), "per-network");
    within(FEWEST_ROWS, MOST_ROWS, config.maxRows(), "max-rows");
    within(Duration.ofMillis(1), Duration.ofDays(1), config.nameDelay(), "name-delay");
    within(config.nameDelay(), Duration.ofDays(1), config.nameMaxDelay(), "name-max-delay");
    within(config.nameMaxDelay(), Duration.ofDays(90), config.nameMemory(), "name-memory");
    within(Duration.ofSeconds(1), Duration.ofDays(30), config.accountRetry(), "account-retry");
    within(Duration.ofDays(1), Duration.ofDays(3650), config.knownFor(), "known-for");
    within(Duration.ofMillis(1), Duration.ofDays(1), config.networkRecovery(), "network-recovery");
  }

  private static void within(int least, int most, int value, String name) {
    Settings.requireWithin(least, most, value, PREFIX + name);
  }

  private static void within(Duration least, Duration most, Duration value, String name) {
    Settings.require(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        PREFIX + name,
        "must be from " + text(least) + " to " + text(most));
  }

  /** As it is written in a setting. */
  private static String text(Duration time) {
    if (time.toSeconds() == 0) {
      return time.toMillis() + "ms";
    }
    return time.toHours() == 0 ? time.toSeconds() + "s" : time.toHours() + "h";
  }
}
