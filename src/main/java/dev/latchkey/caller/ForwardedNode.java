package dev.latchkey.caller;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the address in an element that one proxy wrote, of {@code Forwarded} (RFC 7239, section 4)
 * or of a plain list such as {@code X-Forwarded-For}. It must be an address, with or without a
 * port. {@code unknown}, an obfuscated identifier, a host name or a quote that does not end gives
 * no address.
 */
final class ForwardedNode {

  /** Longer than any address with its port, and the pairs beside it. */
  private static final int MAX_LENGTH = 512;

  private static final String PORT = "(?::[\\w.-]{1,32})?";
  private static final Pattern NODE =
      Pattern.compile(
          "\\[([0-9A-Fa-f:.]{2,45})]" + PORT + "|([0-9.]{7,15})" + PORT + "|([0-9A-Fa-f:.]{2,45})");

  private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*+)\"";

  /** With what ends it. RFC 7239 allows for empty ones. */
  private static final Pattern PAIR =
      Pattern.compile(
          "[ \\t]*+(?:([\\w-]++)=(?:" + QUOTED + "|([^\";, \\t]*+)))?+[ \\t]*+(?:;|\\z)");

  private static final Pattern QUOTED_ELEMENT = Pattern.compile(QUOTED);
  private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");

  private ForwardedNode() {}

  static @Nullable IpAddress ofForwarded(String element) {
    if (element.length() > MAX_LENGTH) {
      return null;
    }
    String node = null;
    var pair = PAIR.matcher(element);
    for (int at = 0; at < element.length(); at = pair.end()) {
      if (!pair.region(at, element.length()).lookingAt()) {
        return null;
      }
      if ("for".equalsIgnoreCase(pair.group(1))) {
        if (node != null) {
          return null;
        }
        node = pair.group(2) == null ? pair.group(3) : unquoted(pair.group(2));
      }
    }
    return node == null ? null : address(node);
  }

  static @Nullable IpAddress ofXForwardedFor(String element) {
    if (element.length() > MAX_LENGTH) {
      return null;
    }
    var text = element.trim();
    var quoted = QUOTED_ELEMENT.matcher(text);
    return address(quoted.matches() ? unquoted(quoted.group(1)) : text);
  }

  /** RFC 9110, section 5.6.4. */
  private static String unquoted(String text) {
    return QUOTED_PAIR.matcher(text).replaceAll("$1");
  }

  private static @Nullable IpAddress address(String text) {
    var node = NODE.matcher(text);
    if (!node.matches()) {
      return null;
    }
    for (int group = 1; group <= node.groupCount(); group++) {
      var address = node.group(group);
      if (address != null) {
        return IpAddress.parse(address);
      }
    }
    return null;
  }
}
