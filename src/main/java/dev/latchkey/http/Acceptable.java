package dev.latchkey.http;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/**
 * Takes {@code q=0} at its word: "not acceptable" (RFC 9110, section 12.4.2). RESTEasy has looked
 * at the types before, but not at their weights.
 */
class Acceptable {

  @ServerRequestFilter(nonBlocking = true, priority = Priorities.HEADER_DECORATOR)
  void check(ContainerRequestContext context) {
    List<String> lines = context.getHeaders().get(HttpHeaders.ACCEPT);
    if (lines != null) {
      var types = CurrentRequestManager.get().getTarget().getProduces();
      var accept = Accept.of(lines);
      if (types != null
          && Arrays.stream(types.getSortedOriginalMediaTypes())
              .noneMatch(type -> accept.takes(type.getType() + "/" + type.getSubtype()))) {
        throw new NotAcceptableException();
      }
    }
  }
}
