package dev.latchkey.caller;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address. An IPv4 address that is mapped into IPv6 counts as the IPv4 address. No
 * name is looked up.
 */
final class IpAddress {

  private static final Pattern IPV6_ZONE = Pattern.compile("%.*");
  private static final Pattern NOT_AN_ADDRESS = Pattern.compile("[^0-9A-Fa-f:.]");
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
  private static final int IPV6_BYTES = 16;

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Null where the text is no address. */
  static @Nullable IpAddress parse(String text) {
    byte[] bytes =
        NOT_AN_ADDRESS.matcher(text).find()
            ? null
            : NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      return null;
    }
    boolean mapped =
        bytes.length == IPV6_BYTES
            && Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
    return new IpAddress(mapped ? Arrays.copyOfRange(bytes, MAPPED.length, IPV6_BYTES) : bytes);
  }

  /** The address of a socket, without its zone, which means nothing on another machine. */
  static @Nullable IpAddress ofSocket(String text) {
    return parse(IPV6_ZONE.matcher(text).replaceFirst(""));
  }

  int bits() {
    return bytes.length * Byte.SIZE;
  }

  /** Whether the first {@code prefix} bits of both are the same. */
  boolean startsLike(IpAddress other, int prefix) {
    if (bytes.length != other.bytes.length) {
      return false;
    }
    int whole = prefix / Byte.SIZE;
    int rest = prefix % Byte.SIZE;
    return Arrays.equals(bytes, 0, whole, other.bytes, 0, whole)
        && (rest == 0 || (bytes[whole] ^ other.bytes[whole]) >> (Byte.SIZE - rest) == 0);
  }

  /**
   * Who counts as one caller, the widest network first. Providers give each access an IPv6 network
   * of 48, 56 or 64 bits (RFC 6177, RFC 7421).
   */
  List<String> networks() {
    return bytes.length < IPV6_BYTES
        ? List.of(network(24), toString())
        : List.of(network(48), network(56), network(64));
  }

  private String network(int prefix) {
    byte[] start = Arrays.copyOf(bytes, prefix / Byte.SIZE);
    return NetUtil.bytesToIpAddress(Arrays.copyOf(start, bytes.length)) + "/" + prefix;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** For IPv6 the form of RFC 5952. */
  @Override
  public String toString() {
    return NetUtil.bytesToIpAddress(bytes);
  }
}
