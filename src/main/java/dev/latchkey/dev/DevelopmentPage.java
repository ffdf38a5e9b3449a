package dev.latchkey.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What a browser shows at {@code /} in dev mode: the way to all there is to look at. In production
 * the path is a 404 like any other.
 */
@Singleton
@IfBuildProfile("dev")
class DevelopmentPage {

  private static final Path TUTORIAL = Path.of("docs/tutorial.md");

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Latchkey, in development</title>
      <style>
        body { font: 1rem/1.6 system-ui, sans-serif; margin: 3rem auto; max-width: 60rem; padding: 0 1rem }
        table { border-collapse: collapse }
        th, td { border-bottom: 1px solid #ccc; padding: .25rem 1.5rem .25rem 0; text-align: left }
      </style>
      <h1>Latchkey, in development</h1>
      <table>
        <thead><tr><th>organisation</th><th>user</th><th>password</th><th>what happens</th></tr></thead>
        <tbody>
      %s  </tbody>
      </table>
      <ul>
        <li><a href="/q/tutorial">Tutorial</a>: a web page that logs in, with a second factor (<code>docs/tutorial.md</code>)</li>
        <li><a href="/q/swagger-ui/">Swagger UI</a>: log in from here</li>
        <li><a href="/q/openapi">OpenAPI document</a></li>
        <li><a href="/.well-known/jwks.json">Key set</a> and <a href="/.well-known/openid-configuration">metadata</a></li>
        <li><a href="/q/dev-ui/">Dev UI</a> of Quarkus</li>
      </ul>
      <p>Health and metrics are on the management port, 9000 by default: <code>/q/health</code>, <code>/q/metrics</code>.</p>
      </html>
      """;

  private static final String ROW =
      "    <tr><td>%s</td><td><code>%s</code></td><td><code>%s</code></td><td>%s</td></tr>\n";

  void route(@Observes Router router) {
    router.get("/").handler(context -> answer(context, "text/html", page()));
    router.get("/q/tutorial").blockingHandler(context -> answer(context, "text/plain", tutorial()));
  }

  private static void answer(RoutingContext context, String type, String text) {
    context.response().putHeader("Content-Type", type + "; charset=utf-8").end(text);
  }

  private static String page() {
    return PAGE.formatted(
        SeededUser.ALL.stream().map(DevelopmentPage::row).collect(Collectors.joining()));
  }

  /** No value of a seeded user has a character that HTML would read. */
  private static String row(SeededUser user) {
    return ROW.formatted(
        user.organization().value(),
        user.profile().email(),
        user.password(),
        user.state().meaning());
  }

  /** Dev mode is started in the folder of the project. */
  private static String tutorial() {
    try {
      return Files.readString(TUTORIAL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
