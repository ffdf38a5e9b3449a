package dev.latchkey.caller;

import dev.latchkey.settings.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. Each proxy appends the address of its own caller to one header, which the
 * operator names. Anybody can send such a header, so it is read from the right, and only while the
 * writer of an element is a proxy that the operator has named. (Quarkus' own {@code
 * proxy-address-forwarding} reads from the left.) Any other header is what a caller made up.
 */
@ApplicationScoped
public class Clients {

  private static final String TRUSTED_PROXIES = "latchkey.caller.trusted-proxies";
  private static final String HEADER = "latchkey.caller.header";

  /** RFC 7239; every other header is a plain list of addresses. */
  private static final String FORWARDED = "Forwarded";

  /** The name of a field: a token (RFC 9110, section 5.6.2). */
  private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /**
   * Where proxies are, and where nobody is who comes over the internet: unspecified, RFC 1918, RFC
   * 6598, loopback, link-local, RFC 4193. IPv4 addresses that are mapped into IPv6 count as IPv4.
   */
  private static final List<String> PRIVATE =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "::",
          "::1",
          "fc00::/7",
          "fe80::/10");

  private final List<IpNetwork> proxies;

  // Not static: a native build would start Netty's NetUtil, which looks at the machine's networks.
  private final List<IpNetwork> privateNetworks;

  private final String header;
  private final Function<String, @Nullable IpAddress> reader;

  Clients(CallerConfig config) {
    this.proxies = config.trustedProxies().orElse(List.of()).stream().map(Clients::proxy).toList();
    this.privateNetworks =
        PRIVATE.stream().map(text -> Objects.requireNonNull(IpNetwork.parse(text))).toList();
    this.header = config.header();
    Settings.require(
        FIELD_NAME.matcher(header).matches(),
        HEADER,
        "must be the name of an HTTP header, such as X-Forwarded-For");
    this.reader =
        header.equalsIgnoreCase(FORWARDED)
            ? ForwardedNode::ofForwarded
            : ForwardedNode::ofXForwardedFor;
  }

  private static IpNetwork proxy(String text) {
    var network = IpNetwork.parse(text);
    if (network == null) {
      throw Settings.wrong(
          TRUSTED_PROXIES,
          "has an element that is neither an address nor a network such as 10.0.0.0/8");
    }
    return network;
  }

  /**
   * Refuses a wrong setting at the start, and not at each login.
   *
   * @throws ConfigurationException when a trusted proxy is no address or network, or the header's
   *     name is none; the message is one line
   */
  public void checkSettings() {
    // The constructor has checked all settings.
  }

  /** What an operator should know at the start in production: one line, or nothing. */
  public Optional<String> warning() {
    return proxies.isEmpty()
        ? Optional.of(
            "No proxy is named in "
                + Settings.both(TRUSTED_PROXIES)
                + ": callers with a private address are not told apart,"
                + " and limits by network are off for them")
        : Optional.empty();
  }

  public Client of(HttpServerRequest request) {
    return of(request.remoteAddress(), request.headers());
  }

  Client of(@Nullable SocketAddress peer, MultiMap headers) {
    var nearest = peer == null || peer.hostAddress() == null ? null : addressOf(peer);
    if (nearest == null) {
      return Client.WITHOUT_ADDRESS;
    }
    if (proxies.isEmpty()) {
      return Client.at(nearest, !isIn(privateNetworks, nearest));
    }
    var caller = walk(nearest, headers.getAll(header));
    return Client.at(caller, !isIn(proxies, caller));
  }

  private static @Nullable IpAddress addressOf(SocketAddress peer) {
    return IpAddress.ofSocket(peer.hostAddress());
  }

  private static boolean isIn(List<IpNetwork> networks, IpAddress address) {
    for (var network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Goes from the right, across all lines of the header, to the first address that is no proxy.
   * Empty elements are no elements (RFC 9110, section 5.6.1.2). A proxy that names its caller by
   * something else than an address stands for it: what is left of it, the caller may have written.
   */
  private IpAddress walk(IpAddress nearest, List<String> lines) {
    IpAddress client = nearest;
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i);
      int end = line.length();
      while (end >= 0 && isIn(proxies, client)) {
        int comma = line.lastIndexOf(',', end - 1);
        var element = line.substring(comma + 1, end);
        end = comma;
        if (!element.isBlank()) {
          var next = reader.apply(element);
          if (next == null) {
            return client;
          }
          client = next;
        }
      }
    }
    return client;
  }
}
