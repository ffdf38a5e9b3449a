package dev.latchkey.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The host of an address, and its port where one is named (RFC 3986, sections 3.2.2 and 3.2.3). A
 * name may have an underscore, as the services of a compose file have: {@code java.net.URI}, which
 * knows only RFC 2396, finds no host in such an address.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 */
public record HostAndPort(String host, OptionalInt port) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?)"
              + "(?::(?<port>[0-9]{0,5}))?");
  private static final int MAX_PORT = 65_535;

  /**
   * @param authority what is between {@code //} and the next slash
   * @return empty where it is of another form
   */
  public static Optional<HostAndPort> parse(String authority) {
    var parts = FORM.matcher(authority);
    if (!parts.matches() || !isWhole(parts.group("host"))) {
      return Optional.empty();
    }
    var port = parts.group("port");
    if (port == null || port.isEmpty()) {
      return Optional.of(new HostAndPort(parts.group("host"), OptionalInt.empty()));
    }
    int number = Integer.parseInt(port);
    return number < 1 || number > MAX_PORT
        ? Optional.empty()
        : Optional.of(new HostAndPort(parts.group("host"), OptionalInt.of(number)));
  }

  private static boolean isWhole(String host) {
    if (!host.startsWith("[")) {
      return true;
    }
    try {
      return InetAddress.getByName(host) != null; // in brackets it is never looked up
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
