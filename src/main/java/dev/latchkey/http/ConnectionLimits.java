package dev.latchkey.http;

import dev.latchkey.settings.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** How many connections each port may hold. */
@Singleton
public class ConnectionLimits {

  private static final Logger LOG = Logger.getLogger(ConnectionLimits.class);

  private static final String PROPERTY = "latchkey.http.max-connections";
  private static final int LEAST = 16;
  private static final int MOST = 1_000_000;

  /** For the probes and the one or two programs that read metrics. */
  private static final int MANAGEMENT = 64;

  /** Files that are opened now and then: keys, jars, the tools of the JVM. */
  private static final int OTHER_FILES = 16;

  private static final int DEFAULT_POOL = 20;

  private final HttpConfig config;

  ConnectionLimits(HttpConfig config) {
    this.config = config;
  }

  /** How many connections each port may hold. */
  record Bounds(int api, int management) {}

  /**
   * @throws ConfigurationException when a setting is out of range; the message is one line
   */
  public void checkSettings() {
    Settings.requireWithin(LEAST, MOST, config.maxConnections(), PROPERTY);
  }

  /** To be asked once, when all that is opened at the start is open. Warns if they are few. */
  Bounds bounds() {
    int databasePool =
        ConfigProvider.getConfig()
            .getOptionalValue("quarkus.datasource.reactive.max-size", Integer.class)
            .orElse(DEFAULT_POOL);
    return bounds(OpenFiles.now(), databasePool);
  }

  Bounds bounds(Optional<OpenFiles> files, int databasePool) {
    int wanted = config.maxConnections();
    var possible = files.map(now -> possible(now, databasePool));
    if (possible.isEmpty() || possible.get().api() >= wanted) {
      return new Bounds(wanted, MANAGEMENT);
    }
    LOG.warnf(
        "The process may open %d files. So it takes %d connections at once, and not %d (%s)."
            + " Raise the limit (ulimit -n).",
        files.get().limit(), possible.get().api(), wanted, Settings.both(PROPERTY));
    return possible.get();
  }

  /** Also while connections that were closed are still open. */
  private static Bounds possible(OpenFiles files, int databasePool) {
    long free = files.limit() - files.open() - databasePool - OTHER_FILES;
    int management = withoutClosing(Math.min(free / 5, MANAGEMENT + Connections.MAX_CLOSING));
    int api = withoutClosing(free - management - Connections.closing(management));
    return new Bounds(Math.max(api, 1), Math.max(management, 1));
  }

  private static int withoutClosing(long most) {
    return (int) Math.min(most - Math.max(Math.min(most / 5, Connections.MAX_CLOSING), 1), MOST);
  }
}
