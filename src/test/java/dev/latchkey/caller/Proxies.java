package dev.latchkey.caller;

import java.util.List;
import java.util.Optional;

/** The settings of how the client's address is found, for tests. */
public record Proxies(Optional<List<String>> trustedProxies, String header)
    implements CallerConfig {

  public static final Proxies NONE = new Proxies(Optional.empty(), "X-Forwarded-For");

  public static Proxies trusting(String... proxies) {
    return new Proxies(Optional.of(List.of(proxies)), "X-Forwarded-For");
  }

  /** The same proxies, which name their callers in another header. */
  public Proxies in(String otherHeader) {
    return new Proxies(trustedProxies, otherHeader);
  }
}
