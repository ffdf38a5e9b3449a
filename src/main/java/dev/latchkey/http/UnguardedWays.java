package dev.latchkey.http;

import dev.latchkey.settings.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * Settings of Quarkus that would let requests in past the handlers of this room, or would let
 * callers choose the address that they seem to have. Each of them refuses the start.
 */
public final class UnguardedWays {

  private static final String DOMAIN_SOCKET =
      "must be false: callers have no address there, and no limits";

  private static final Map<String, String> REFUSED =
      Map.of(
          "quarkus.http.http2",
          "must be false: the form of errors and the limits are those of HTTP/1.1",
          "quarkus.http.domain-socket-enabled",
          DOMAIN_SOCKET,
          "quarkus.management.domain-socket-enabled",
          DOMAIN_SOCKET,
          "quarkus.http.proxy.proxy-address-forwarding",
          "must be false: callers could choose their address. Name the proxies in "
              + Settings.both("latchkey.caller.trusted-proxies"));

  private UnguardedWays() {}

  /**
   * @throws ConfigurationException when one of them is on; the message is one line
   */
  public static void check(Config config) {
    REFUSED.forEach(
        (property, problem) ->
            Settings.require(
                !config.getOptionalValue(property, Boolean.class).orElse(false),
                property,
                problem));
  }
}
