package dev.latchkey.http;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;

/**
 * The methods that a path has, asked of RESTEasy's own routing: its 405 has no {@code Allow}, which
 * RFC 9110, section 15.5.6 demands.
 */
@Singleton
class AllowedMethods {

  /**
   * @param path normalised, as RESTEasy matches it
   * @return in alphabetical order; empty where the path names no resource
   */
  Set<String> of(String path) {
    var classes =
        new RequestMapper<>(ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers());
    var methods = new TreeSet<String>();
    for (var match = classes.map(path);
        match != null;
        match = classes.continueMatching(path, match)) {
      collect(match, methods);
    }
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD);
    }
    return methods;
  }

  private static void collect(RequestMapper.RequestMatch<InitialMatch> match, Set<String> methods) {
    if (match.value.handlers[0] instanceof ClassRoutingHandler routes) {
      var remaining = match.remaining.isEmpty() ? "/" : match.remaining;
      routes
          .getMappers()
          .forEach(
              (method, mapper) -> {
                if (method != null && mapper.map(remaining) != null) {
                  methods.add(method);
                }
              });
    }
  }
}
