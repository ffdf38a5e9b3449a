package dev.latchkey.caller;

import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whatever a caller writes into headers, the address that our proxy appends is the caller's: behind
 * it in the same line, in a line of its own, or beside a header that the proxy does not write. What
 * one element gives is an address that can be read again.
 */
public final class ForwardedFuzz {

  private static final String PROXY = "10.0.0.1";
  private static final String ADDRESS = "203.0.113.9";
  private static final Client CALLER =
      new Client(ADDRESS, List.of("203.0.113.0/24", ADDRESS), true);

  private static final String LIST = "X-Forwarded-For";
  private static final String FORWARDED = "Forwarded";

  private static final Clients BY_LIST = new Clients(Proxies.trusting(PROXY).in(LIST));
  private static final Clients BY_FORWARDED = new Clients(Proxies.trusting(PROXY).in(FORWARDED));

  private ForwardedFuzz() {}

  /** Called by the fuzzer, {@code bench/fuzz/run Forwarded SECONDS}, and by FuzzTargetsTest. */
  public static void fuzzerTestOneInput(byte[] input) {
    var sent = new String(input, StandardCharsets.ISO_8859_1);
    requireReadable(ForwardedNode.ofForwarded(sent));
    requireReadable(ForwardedNode.ofXForwardedFor(sent));
    requireCaller(BY_LIST, LIST, ADDRESS, FORWARDED, sent);
    requireCaller(BY_FORWARDED, FORWARDED, "for=" + ADDRESS, LIST, sent);
  }

  private static void requireReadable(IpAddress address) {
    require(address == null || address.equals(IpAddress.parse(address.toString())));
  }

  /** The proxy appends to one header; the caller sends both. */
  private static void requireCaller(
      Clients clients, String header, String appended, String other, String sent) {
    var sameLine = MultiMap.caseInsensitiveMultiMap().add(header, sent + ", " + appended);
    var ownLine = MultiMap.caseInsensitiveMultiMap().add(header, sent).add(header, appended);
    for (var headers : List.of(sameLine, ownLine)) {
      headers.add(other, sent);
      var found = clients.of(SocketAddress.inetSocketAddress(1, PROXY), headers);
      require(found.equals(CALLER));
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("the caller chose an address");
    }
  }
}
