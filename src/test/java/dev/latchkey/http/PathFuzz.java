package dev.latchkey.http;

import dev.latchkey.directory.OrgDomain;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.impl.HttpUtils;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A path that is plain has one spelling: the router's own normalisation leaves it as it is, and an
 * escape in it spells no character of a fixed segment or of a domain. A domain is what its form
 * says, after the folding of ASCII letters alone.
 */
public final class PathFuzz {

  private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]*");

  private PathFuzz() {}

  /** Called by the fuzzer, {@code bench/fuzz/run Path SECONDS}, and by FuzzTargetsTest. */
  public static void fuzzerTestOneInput(byte[] input) {
    var path = new String(input, StandardCharsets.ISO_8859_1);
    if (PlainPath.is(path)) {
      require(path.equals(HttpUtils.normalizePath(path)), "the router reads another path");
      for (var segment : path.split("/", -1)) {
        var decoded = QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"));
        require(
            segment.equals(decoded) || !UNRESERVED.matcher(decoded).matches(),
            "an escape spells a name");
      }
    }
    OrgDomain.parse(path).ifPresent(domain -> requireDomain(path, domain.value()));
  }

  private static void requireDomain(String text, String domain) {
    require(domain.length() == text.length() && domain.length() <= 253, "another length");
    for (int i = 0; i < domain.length(); i++) {
      char c = text.charAt(i);
      char folded = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
      boolean letterOrDigit = (folded >= 'a' && folded <= 'z') || (folded >= '0' && folded <= '9');
      boolean inner = i > 0 && i < domain.length() - 1 && (folded == '.' || folded == '-');
      require(letterOrDigit || inner, "a character that no domain has");
      require(domain.charAt(i) == folded, "another domain");
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
