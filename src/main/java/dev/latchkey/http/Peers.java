package dev.latchkey.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many connections each peer holds, and each network of peers. Who has one address often has
 * its neighbours, too: an IPv6 caller has a /64 at least, and may have a /48. Not thread-safe.
 */
final class Peers {

  /** A peer: an IPv4 address, or an IPv6 network. */
  private static final int NARROW_IPV4 = 32;

  private static final int NARROW_IPV6 = 64;

  private static final int WIDE_IPV4 = 24;
  private static final int WIDE_IPV6 = 48;

  private final Map<Network, Count> counts = new HashMap<>();

  /** The first bits of an address, the others zero. */
  private record Network(int bits, long prefix) {}

  private static final class Count {
    private int connections;
  }

  /** The two counts that a connection is part of. */
  record Held(Network narrow, Network wide, Count ofPeer, Count ofNetwork) {

    /** Whether the other one is of a peer that holds more: of the network first. */
    boolean isBelow(Held other) {
      int networks = Integer.compare(ofNetwork.connections, other.ofNetwork.connections);
      return networks < 0 || (networks == 0 && ofPeer.connections < other.ofPeer.connections);
    }
  }

  Held add(@Nullable SocketAddress peer) {
    var narrow = network(peer, NARROW_IPV4, NARROW_IPV6);
    var wide = network(peer, WIDE_IPV4, WIDE_IPV6);
    var held = new Held(narrow, wide, count(narrow), count(wide));
    held.ofPeer.connections++;
    held.ofNetwork.connections++;
    return held;
  }

  void remove(Held held) {
    remove(held.narrow, held.ofPeer);
    remove(held.wide, held.ofNetwork);
  }

  private Count count(Network network) {
    return counts.computeIfAbsent(network, first -> new Count());
  }

  private void remove(Network network, Count count) {
    if (--count.connections == 0) {
      counts.remove(network);
    }
  }

  private static Network network(@Nullable SocketAddress peer, int ipv4, int ipv6) {
    if (!(peer instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return new Network(0, 0);
    }
    InetAddress address = inet.getAddress();
    var bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? new Network(ipv4, Integer.toUnsignedLong(bytes.getInt()) >>> (Integer.SIZE - ipv4))
        : new Network(ipv6, bytes.getLong() >>> (Long.SIZE - ipv6));
  }
}
