package dev.latchkey.caller;

import java.util.List;

/**
 * Who calls.
 *
 * @param address an IPv4 address or, in the form of RFC 5952, an IPv6 address; empty where the
 *     caller has none
 * @param networks who counts as one caller, the widest first. For IPv6 the networks of 48, 56 and
 *     64 bits: an access has one of these, and all addresses in it. For IPv4 the network of 24 bits
 *     and the address
 * @param known whether the networks are those of the caller. Otherwise they may be those of a proxy
 *     that does not tell its callers apart: a limit on them would be one limit for all callers
 */
public record Client(String address, List<String> networks, boolean known) {

  static final Client WITHOUT_ADDRESS = new Client("", List.of(""), false);

  static Client at(IpAddress address, boolean known) {
    return new Client(address.toString(), address.networks(), known);
  }

  /** The narrowest of the networks. */
  public String innermost() {
    return networks.get(networks.size() - 1);
  }
}
