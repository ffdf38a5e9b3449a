package dev.latchkey.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A running service, and what is asked of it beside logins. */
record Latchkey(Server server, Ports ports, Database database) implements AutoCloseable {

  /** What is asked beside the logins, each so often a second: little, since it costs too. */
  private static final double PROBES = 10;

  private static final Pattern LANES =
      Pattern.compile("^latchkey_password_lanes(?:\\{.*})? ([0-9.]+)", Pattern.MULTILINE);

  /** Where it listens. */
  record Ports(int api, int management) {

    static Ports free() throws IOException {
      return new Ports(Server.freePort(), Server.freePort());
    }
  }

  int port() {
    return ports.api();
  }

  long pid() {
    return server.pid();
  }

  Usage usage() {
    return Usage.of(pid(), database.postmaster());
  }

  double residentMegabytes() {
    return Usage.residentMegabytes(pid());
  }

  void awaitHealthy() throws IOException, InterruptedException {
    server.await(management("/q/health"));
  }

  void awaitReady() throws IOException, InterruptedException {
    server.await(management("/q/health/ready"));
  }

  /** How many hashes each core advances at once, as the service itself says in its metrics. */
  int lanesPerCore() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(management("/q/metrics"))).build();
    var metrics = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    var lanes = LANES.matcher(metrics);
    if (!lanes.find()) {
      throw new IllegalStateException("The metrics do not tell the lanes");
    }
    double all = Double.parseDouble(lanes.group(1));
    return (int) Math.ceil(all / Runtime.getRuntime().availableProcessors());
  }

  private String management(String path) {
    return "http://127.0.0.1:" + ports.management() + path;
  }

  Load.Stream health() {
    return Load.Stream.open("health", ports.management(), PROBES, get("/q/health"));
  }

  Load.Stream keySet() {
    return Load.Stream.open("keys", ports.api(), PROBES, get("/.well-known/jwks.json"));
  }

  private static Supplier<byte[]> get(String path) {
    byte[] request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .formatted(path)
            .getBytes(StandardCharsets.US_ASCII);
    return () -> request;
  }

  @Override
  public void close() {
    server.close();
  }
}
