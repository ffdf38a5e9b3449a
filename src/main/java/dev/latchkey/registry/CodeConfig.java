package dev.latchkey.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of one-time codes, which only the commands read. */
@ConfigMapping(prefix = "latchkey.code")
public interface CodeConfig {

  /** How long the code of an invitation can be used, from an hour to thirty days. */
  @WithDefault("72h")
  Duration invitationValidity();

  /** How long a code for a new password can be used, from five minutes to a day. */
  @WithDefault("1h")
  Duration resetValidity();
}
