package dev.latchkey.login;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Who shares one turn in the queue: an IPv4 address, or an IPv6 network of 64 bits, of which one
 * caller has all addresses (RFC 7421).
 */
final class ClientNetwork {

  private static final int IPV6_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  private ClientNetwork() {}

  static String of(@Nullable SocketAddress peer) {
    String address = peer == null ? null : peer.hostAddress();
    if (address == null) {
      return "";
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes == null || bytes.length != IPV6_BYTES
        ? address
        : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
  }
}
