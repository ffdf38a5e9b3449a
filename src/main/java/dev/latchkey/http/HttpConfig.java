package dev.latchkey.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the limits on connections. */
@ConfigMapping(prefix = "latchkey.http")
public interface HttpConfig {

  /**
   * How many connections to the API may be open at once. There are fewer where the process may open
   * fewer files. Each connection can make the process hold some 100 kB.
   */
  @WithDefault("1000")
  int maxConnections();
}
