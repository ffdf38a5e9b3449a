package dev.latchkey.caller;

import java.util.List;
import java.util.Optional;

/** The setting of trusted proxies, for tests. */
public record Proxies(Optional<List<String>> trustedProxies) implements CallerConfig {

  public static final Proxies NONE = new Proxies(Optional.empty());

  public static Proxies trusting(String... proxies) {
    return new Proxies(Optional.of(List.of(proxies)));
  }
}
