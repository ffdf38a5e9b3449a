package dev.latchkey.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * The first things to try in dev mode, as the last lines of the start: Quarkus runs this when it
 * has told all that it tells.
 */
public class DevelopmentGreeting implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(DevelopmentGreeting.class);

  @Override
  public int run(String... args) {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    LOG.infof("In a browser: http://localhost:%d", port);
    LOG.infof(
        "Try: curl -i http://localhost:%d/v1/acme/auth/login -H 'Content-Type: application/json'"
            + " -d '{\"username\":\"john.doe@example.com\",\"password\":\"john.doe.password\"}'",
        port);
    Quarkus.waitForExit();
    return 0;
  }
}
