package dev.latchkey.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * What a browser shows at {@code /} in dev mode: the way to all there is to look at. In production
 * the path is a 404 like any other.
 */
@Singleton
@IfBuildProfile("dev")
class DevelopmentPage {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Latchkey, in development</title>
      <style>body { font: 1rem/1.6 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem }</style>
      <h1>Latchkey, in development</h1>
      <p>The organisation <code>acme</code> has the user <code>john.doe@example.com</code> with the password <code>john.doe.password</code>.</p>
      <ul>
        <li><a href="/q/swagger-ui/">Swagger UI</a>: log in from here</li>
        <li><a href="/q/openapi">OpenAPI document</a></li>
        <li><a href="/.well-known/jwks.json">Key set</a> and <a href="/.well-known/openid-configuration">metadata</a></li>
        <li><a href="/q/dev-ui/">Dev UI</a> of Quarkus</li>
      </ul>
      <p>Health and metrics are on the management port, 9000 by default: <code>/q/health</code>, <code>/q/metrics</code>.</p>
      </html>
      """;

  void route(@Observes Router router) {
    router
        .get("/")
        .handler(
            context ->
                context.response().putHeader("Content-Type", "text/html; charset=utf-8").end(PAGE));
  }
}
