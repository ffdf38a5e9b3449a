package dev.latchkey.caller;

/**
 * Who calls.
 *
 * @param address an IPv4 address or, in the form of RFC 5952, an IPv6 address; empty where the
 *     caller has none
 * @param network who counts as one caller: the IPv4 address, or the IPv6 network of 64 bits
 */
public record Client(String address, String network) {

  static final Client WITHOUT_ADDRESS = new Client("", "");

  static Client at(IpAddress address) {
    return new Client(address.toString(), address.network());
  }
}
