package dev.latchkey.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The types that a caller wants (RFC 9110, section 12.5.1). An element that is no range of types
 * says nothing: it is left out, and the others count.
 */
public final class Accept {

  /** A type that nobody has, for a field that names no type: JAX-RS would take none for all. */
  private static final String NOTHING = "none/none";

  private final List<MediaRange> ranges;

  /** Whether the field has no element at all: then every type is welcome. */
  private final boolean any;

  private Accept(List<String> lines) {
    var elements = FieldValue.elements(lines);
    this.any = elements.isEmpty();
    this.ranges = elements.stream().map(MediaRange::parse).filter(Objects::nonNull).toList();
  }

  /**
   * @param lines of the field; none where the request has none
   */
  public static Accept of(List<String> lines) {
    return new Accept(lines);
  }

  /**
   * Rewrites the field in the one form that JAX-RS reads as RFC 9110 does: it stumbles over white
   * space, empty elements, quoted strings, and whatever follows an element that it cannot read.
   */
  static void normalise(HttpServerRequest request) {
    var headers = request.headers();
    if (headers.contains(HttpHeaders.ACCEPT)) {
      var accept = of(headers.getAll(HttpHeaders.ACCEPT));
      if (accept.any) {
        headers.remove(HttpHeaders.ACCEPT);
      } else {
        headers.set(HttpHeaders.ACCEPT, accept.text());
      }
    }
  }

  private String text() {
    return ranges.isEmpty()
        ? NOTHING
        : ranges.stream().map(Accept::text).collect(Collectors.joining(", "));
  }

  private static String text(MediaRange range) {
    return range.weight() == MediaRange.MAX_WEIGHT
        ? range.name()
        : String.format(
            Locale.ROOT,
            "%s;q=%.3f",
            range.name(),
            range.weight() / (double) MediaRange.MAX_WEIGHT);
  }

  /** Whether this type is welcome, and not excluded by {@code q=0}. */
  boolean takes(String type) {
    return weight(type) > 0;
  }

  /** Whether the caller gives a higher weight to one type than to the other. */
  public boolean prefers(String type, String toOther) {
    return weight(type) > weight(toOther);
  }

  /** The closest range decides; of several the one with the highest weight. In thousandths. */
  private int weight(String name) {
    if (any) {
      return MediaRange.MAX_WEIGHT;
    }
    var type = Objects.requireNonNull(MediaRange.parse(name));
    int closest = 1;
    int weight = 0;
    for (var range : ranges) {
      int specificity = range.specificity(type);
      if (specificity > closest) {
        closest = specificity;
        weight = range.weight();
      } else if (specificity == closest) {
        weight = Math.max(weight, range.weight());
      }
    }
    return weight;
  }
}
