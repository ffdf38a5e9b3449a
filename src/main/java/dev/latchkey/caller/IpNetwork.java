package dev.latchkey.caller;

import org.jspecify.annotations.Nullable;

/** The addresses that begin alike (RFC 4632), or a single one. */
record IpNetwork(IpAddress start, int prefix) {

  private static final int MAX_DIGITS = 3;

  /** {@code 10.0.0.0/8}, {@code fd00::/8} or an address; null where the text is none of these. */
  static @Nullable IpNetwork parse(String text) {
    int slash = text.indexOf('/');
    var start = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (start == null) {
      return null;
    }
    if (slash < 0) {
      return new IpNetwork(start, start.bits());
    }
    var prefix = text.substring(slash + 1);
    if (prefix.isEmpty()
        || prefix.length() > MAX_DIGITS
        || !prefix.chars().allMatch(c -> c >= '0' && c <= '9')
        || Integer.parseInt(prefix) > start.bits()) {
      return null;
    }
    return new IpNetwork(start, Integer.parseInt(prefix));
  }

  boolean contains(IpAddress address) {
    return address.startsLike(start, prefix);
  }
}
