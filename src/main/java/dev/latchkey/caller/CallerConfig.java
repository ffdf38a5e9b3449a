package dev.latchkey.caller;

import dev.latchkey.settings.ListElement;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Settings of how the client's address is found. */
@ConfigMapping(prefix = "latchkey.caller")
public interface CallerConfig {

  /**
   * Addresses and networks ({@code 10.0.0.0/8}) of the proxies whose {@link #header} is believed.
   * By default the client is the other end of the connection.
   */
  Optional<List<@WithConverter(ListElement.class) String>> trustedProxies();

  /**
   * The one header in which these proxies name their callers: {@code Forwarded} (RFC 7239), or any
   * other name for a list of addresses like that of {@code X-Forwarded-For}. A header with a single
   * address, such as {@code X-Real-IP}, is a list of one. All other headers are ignored.
   */
  @WithDefault("X-Forwarded-For")
  String header();
}
