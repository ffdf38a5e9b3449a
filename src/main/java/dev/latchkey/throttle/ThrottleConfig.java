package dev.latchkey.throttle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the limit on attempts. Each replica counts for itself. */
@ConfigMapping(prefix = "latchkey.throttle")
public interface ThrottleConfig {

  /** Whether attempts are counted at all. */
  @WithDefault("true")
  boolean enabled();

  /**
   * How many attempts a name has, in its organisation, before it is refused with 429. Those under
   * way count as well, so it also bounds how many logins of one name run at once. A login that
   * succeeds gives the name all of them again.
   */
  @WithDefault("10")
  int attempts();

  /** How long it takes until a name has one of the attempts it has used again. */
  @WithDefault("1m")
  Duration recovery();
}
