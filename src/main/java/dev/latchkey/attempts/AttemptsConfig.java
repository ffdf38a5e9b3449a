package dev.latchkey.attempts;

import dev.latchkey.settings.OnOff;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** Settings of the limit on attempts. Each replica counts for itself. */
@ConfigMapping(prefix = "latchkey.attempts")
public interface AttemptsConfig {

  /** Whether attempts are counted at all. */
  @WithDefault("true")
  @WithConverter(OnOff.class)
  boolean enabled();

  /**
   * How many attempts a name has in its organisation before it is refused with 429. An attempt
   * counts from its beginning, so this also limits how many logins of one name run at once. A login
   * that succeeds gives its attempt back.
   */
  @WithDefault("10")
  int perName();

  /** How long it takes until a name has one of the attempts it has used again. */
  @WithDefault("1m")
  Duration nameRecovery();

  /**
   * How many attempts a client's network has that do not succeed, whatever the names: what bounds
   * the guessing of one password for many names. 0 for no limit. By default 100 where {@link
   * dev.latchkey.caller.CallerConfig#trustedProxies()} are named, and none where not: behind a
   * proxy that is not named everybody is one network.
   */
  OptionalInt perNetwork();

  /** How long it takes until a network has one of the attempts it has used again. */
  @WithDefault("6s")
  Duration networkRecovery();
}
