package dev.latchkey.caller;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Settings of how the client's address is found. */
@ConfigMapping(prefix = "latchkey.caller")
public interface CallerConfig {

  /**
   * Addresses and networks ({@code 10.0.0.0/8}) of the proxies whose {@code Forwarded} or {@code
   * X-Forwarded-For} is believed. By default the client is the other end of the connection.
   */
  Optional<List<String>> trustedProxies();
}
