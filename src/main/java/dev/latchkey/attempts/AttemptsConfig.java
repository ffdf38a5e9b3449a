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

  /** How long it takes until one used attempt of a name comes back. */
  @WithDefault("1m")
  Duration nameRecovery();

  /**
   * How many failed attempts a client network has, for all names together: an IPv4 address, or an
   * IPv6 network of 64 bits. The IPv6 network of 56 bits around it has four times as many. The IPv6
   * network of 48 bits and the IPv4 network of 24 bits have sixteen times as many. It limits the
   * guessing of one password for many names, and how often a caller asks for organisations that do
   * not exist. 0 means no limit. The default is 100 if {@link
   * dev.latchkey.caller.CallerConfig#trustedProxies()} are named. Otherwise there is no limit,
   * because behind a proxy that is not named all callers look like one network.
   */
  OptionalInt perNetwork();

  /**
   * How long it takes until one used attempt of a network comes back. Those of wider networks come
   * back faster by the same factor.
   */
  @WithDefault("6s")
  Duration networkRecovery();
}
