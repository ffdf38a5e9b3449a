package dev.latchkey.http;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jspecify.annotations.Nullable;

/**
 * Takes {@code q=0} at its word: "not acceptable" (RFC 9110, section 12.4.2). RESTEasy has looked
 * at the types before (a header is refused from its first malformed element on), but not at their
 * weights.
 */
class Acceptable {

  @ServerRequestFilter(nonBlocking = true, priority = Priorities.HEADER_DECORATOR)
  void check(ContainerRequestContext context) {
    List<String> accept = context.getHeaders().get(HttpHeaders.ACCEPT);
    if (accept != null && accept.stream().anyMatch(Acceptable::mayExclude)) {
      var types = CurrentRequestManager.get().getTarget().getProduces();
      if (types != null && noneAccepted(types.getSortedOriginalMediaTypes(), accept)) {
        throw new NotAcceptableException();
      }
    }
  }

  private static boolean mayExclude(String accept) {
    return accept.contains("q=0") || accept.contains("Q=0");
  }

  private static boolean noneAccepted(MediaType[] types, List<String> accept) {
    return Arrays.stream(types).noneMatch(type -> isAccepted(type, accept));
  }

  /** The most specific range that matches decides. */
  private static boolean isAccepted(MediaType type, List<String> accept) {
    int bestMatch = 0;
    boolean accepted = false;
    for (var value : accept) {
      for (var element : value.split(",")) {
        var range = parse(element);
        if (range != null && range.isCompatible(type) && specificity(range) > bestMatch) {
          bestMatch = specificity(range);
          accepted = !isZero(range.getParameters().get("q"));
        }
      }
    }
    return accepted;
  }

  private static int specificity(MediaType range) {
    return range.isWildcardType() ? 1 : range.isWildcardSubtype() ? 2 : 3;
  }

  private static @Nullable MediaType parse(String element) {
    try {
      return MediaType.valueOf(element.trim());
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private static boolean isZero(@Nullable String weight) {
    return weight != null && weight.matches("0(\\.0{0,3})?");
  }
}
