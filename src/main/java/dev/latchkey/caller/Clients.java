package dev.latchkey.caller;

import dev.latchkey.settings.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. Each proxy appends the address of its own caller to {@code Forwarded} (RFC
 * 7239) or {@code X-Forwarded-For}. Anybody can send such a header, so it is read from the right,
 * and only while the writer of an element is a proxy that the operator has named. (Quarkus' own
 * {@code proxy-address-forwarding} reads from the left.)
 */
@ApplicationScoped
public class Clients {

  private static final String FORWARDED = "Forwarded";
  private static final String X_FORWARDED_FOR = "X-Forwarded-For";

  private final List<IpNetwork> proxies;

  Clients(CallerConfig config) {
    this.proxies = config.trustedProxies().orElse(List.of()).stream().map(Clients::proxy).toList();
  }

  private static IpNetwork proxy(String text) {
    var network = IpNetwork.parse(text);
    if (network == null) {
      throw Settings.wrong(
          "latchkey.caller.trusted-proxies",
          "has an element that is neither an address nor a network such as 10.0.0.0/8");
    }
    return network;
  }

  /**
   * Refuses a wrong setting at the start, and not at each login.
   *
   * @throws ConfigurationException when a trusted proxy is no address or network; the message is
   *     one line
   */
  public void checkSettings() {
    // The constructor has checked all settings.
  }

  public Client of(HttpServerRequest request) {
    return of(request.remoteAddress(), request.headers());
  }

  /**
   * If both headers are there, the caller may have sent one of them. If they differ, neither is
   * believed, and the nearest proxy stands for the caller.
   */
  Client of(@Nullable SocketAddress peer, MultiMap headers) {
    var nearest = peer == null || peer.hostAddress() == null ? null : addressOf(peer);
    if (nearest == null) {
      return Client.WITHOUT_ADDRESS;
    }
    if (!isProxy(nearest)) {
      return Client.at(nearest);
    }
    var forwarded = headers.getAll(FORWARDED);
    var xForwardedFor = headers.getAll(X_FORWARDED_FOR);
    var one = walk(nearest, forwarded, ForwardedNode::ofForwarded);
    var other = walk(nearest, xForwardedFor, ForwardedNode::ofXForwardedFor);
    if (forwarded.isEmpty() || one.equals(other)) {
      return Client.at(other);
    }
    return Client.at(xForwardedFor.isEmpty() ? one : nearest);
  }

  private static @Nullable IpAddress addressOf(SocketAddress peer) {
    return IpAddress.ofSocket(peer.hostAddress());
  }

  private boolean isProxy(IpAddress address) {
    for (var proxy : proxies) {
      if (proxy.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Goes from the right, across all lines of the header, to the first address that is no proxy. A
   * proxy that does not name its caller stands for it.
   */
  private IpAddress walk(
      IpAddress nearest, List<String> lines, Function<String, @Nullable IpAddress> reader) {
    IpAddress client = nearest;
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i);
      int end = line.length();
      while (end >= 0 && isProxy(client)) {
        int comma = line.lastIndexOf(',', end - 1);
        var next = reader.apply(line.substring(comma + 1, end));
        if (next == null) {
          return client;
        }
        client = next;
        end = comma;
      }
    }
    return client;
  }
}
