package dev.latchkey.cli;

import dev.latchkey.cli.console.CommandException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a container's health check runs: its image has neither a shell nor curl. */
@Command(
    name = "health",
    description = {
      "Asks the service on this machine whether it is well, and says nothing if so.",
      "It is meant for the health check of a container. It needs neither a database nor a key."
    })
class HealthCommand implements Callable<Integer> {

  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:QUARKUS_MANAGEMENT_PORT:-9000}",
      description = "The management port (QUARKUS_MANAGEMENT_PORT, else 9000).")
  int port;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "3s",
      description = "How long the service may take to answer (${DEFAULT-VALUE}).",
      converter = TimeoutConverter.class)
  Duration timeout;

  @Override
  public Integer call() {
    if (port < 1 || port > MAX_PORT) {
      throw new CommandException("--port: not from 1 to " + MAX_PORT + ".");
    }
    int status = ask();
    if (status != HttpURLConnection.HTTP_OK) {
      throw new CommandException("The service on port " + port + " is not well: status " + status);
    }
    return 0;
  }

  private int ask() {
    try {
      var health = URI.create("http://127.0.0.1:" + port + "/q/health").toURL();
      var connection = (HttpURLConnection) health.openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout((int) timeout.toMillis());
      connection.setReadTimeout((int) timeout.toMillis());
      return connection.getResponseCode();
    } catch (IOException e) {
      throw new CommandException("No service answers on port " + port + ".");
    }
  }

  /** Reads how long the service may take. */
  static class TimeoutConverter extends TimeConverter {

    TimeoutConverter() {
      super(Duration.ofMinutes(1), "3s, at most a minute");
    }
  }
}
