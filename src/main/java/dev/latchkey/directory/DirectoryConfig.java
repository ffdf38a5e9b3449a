package dev.latchkey.directory;

import io.smallrye.config.ConfigMapping;
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
}
