package dev.latchkey.registry;

import dev.latchkey.settings.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/** How long one-time codes can be used. */
public record CodeValidity(Duration invitation, Duration reset) {

  /**
   * @throws ConfigurationException when a setting is out of range; the message is one line
   */
  public static CodeValidity of(CodeConfig config) {
    requireWithin(
        Duration.ofHours(1),
        Duration.ofDays(30),
        config.invitationValidity(),
        "latchkey.code.invitation-validity",
        "must be from 1h to 720h");
    requireWithin(
        Duration.ofMinutes(5),
        Duration.ofDays(1),
        config.resetValidity(),
        "latchkey.code.reset-validity",
        "must be from 5m to 24h");
    return new CodeValidity(config.invitationValidity(), config.resetValidity());
  }

  private static void requireWithin(
      Duration least, Duration most, Duration value, String property, String problem) {
    Settings.require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, property, problem);
  }

  public Duration of(CodePurpose purpose) {
    return purpose == CodePurpose.INVITATION ? invitation : reset;
  }
}
