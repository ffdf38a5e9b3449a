package dev.latchkey.directory;

import dev.latchkey.settings.OnOff;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the look-up of organisations and users. */
@ConfigMapping(prefix = "latchkey.directory")
public interface DirectoryConfig {

  /**
   * How long a login waits for the database, a free connection included, before it is answered with
   * 503. The database is away or too slow; waiting longer only makes the queue longer.
   */
  @WithDefault("2s")
  Duration timeout();

  /** How many look-ups may wait while all connections are in use. */
  @WithDefault("1000")
  int maxWaiting();

  /** How many of them may come from one network of the outermost level: IPv6 /48, IPv4 /24. */
  @WithDefault("250")
  int maxWaitingPerNetwork();

  /**
   * Whether there is a pooler between this service and PostgreSQL that gives each transaction
   * another connection, such as PgBouncer in transaction mode.
   */
  @WithDefault("false")
  @WithConverter(OnOff.class)
  boolean transactionPooler();

  /**
   * Whether the service is not ready while the check of the database fails. Without it the check
   * still says so, and callers get this service's own 503.
   */
  @WithDefault("true")
  @WithConverter(OnOff.class)
  boolean decidesReadiness();
}
