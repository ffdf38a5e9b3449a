package dev.latchkey.caller;

import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Whatever a caller writes into a header, the address that our proxy appends behind it is the
 * caller's. A header that the proxy does not write can hide the address, and no more. What one
 * element gives is an address that can be read again.
 */
public final class ForwardedFuzz {

  private static final String PROXY = "10.0.0.1";
  private static final String CALLER = "203.0.113.9";
  private static final Clients CLIENTS = new Clients(() -> Optional.of(List.of(PROXY)));

  private ForwardedFuzz() {}

  /** Called by the fuzzer, {@code bench/fuzz/run Forwarded SECONDS}, and by FuzzTargetsTest. */
  public static void fuzzerTestOneInput(byte[] input) {
    var sent = new String(input, StandardCharsets.ISO_8859_1);
    requireReadable(ForwardedNode.ofForwarded(sent));
    requireReadable(ForwardedNode.ofXForwardedFor(sent));
    require(address("X-Forwarded-For", sent + ", " + CALLER).equals(CALLER));
    require(address("Forwarded", sent + ", for=" + CALLER).equals(CALLER));
    var both = address("X-Forwarded-For", CALLER, "Forwarded", sent);
    require(both.equals(CALLER) || both.equals(PROXY));
  }

  private static void requireReadable(IpAddress address) {
    require(address == null || address.equals(IpAddress.parse(address.toString())));
  }

  private static String address(String... headers) {
    var map = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      map.add(headers[i], headers[i + 1]);
    }
    return CLIENTS.of(SocketAddress.inetSocketAddress(1, PROXY), map).address();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("the caller chose an address");
    }
  }
}
