package dev.latchkey.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of sessions. */
@ConfigMapping(prefix = "latchkey.session")
public interface SessionConfig {

  /**
   * How long after the login a session ends, however often its token was renewed: the user then
   * logs in again. From an hour, which is how long one token is valid, to thirty days.
   */
  @WithDefault("12h")
  Duration maxAge();
}
