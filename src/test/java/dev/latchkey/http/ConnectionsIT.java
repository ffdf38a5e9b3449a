package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bound on connections, in the packaged application. */
class ConnectionsIT {

  private static final int MAX = 16;

  private final List<RawHttp> idle = new ArrayList<>();

  @Test
  void moreConnectionsThanAllowed_idleOnesAreClosedAndOthersServed() throws Exception {
    try (var service =
        PackagedService.start(Map.of("LATCHKEY_HTTP_MAX_CONNECTIONS", Integer.toString(MAX)))) {
      awaitLimits(service);
      try {
        for (int i = 0; i < 10 * MAX; i++) {
          idle.add(new RawHttp(service.port()));
          if (i % MAX == 0) {
            assertThat(answer(service)).isEqualTo(404);
          }
        }

        assertThat(idle.get(0).isClosed()).isTrue();
        assertThat(idle.get(8 * MAX).isClosed()).isTrue();
        var last = idle.get(10 * MAX - 1);
        assertThat(last.send("GET /none HTTP/1.1\r\nHost: x\r\n\r\n").reply().status())
            .isEqualTo(404);
        assertThat(metric(service, "latchkey_http_connections_max{port=\"api\"}")).isEqualTo(MAX);
        assertThat(metric(service, "latchkey_http_connections{port=\"api\"}"))
            .isLessThanOrEqualTo(MAX);
        assertThat(
                metric(
                    service,
                    "latchkey_http_connections_closed_total{port=\"api\",reason=\"made_room\"}"))
            .isGreaterThan(8 * MAX);
      } finally {
        for (var connection : idle) {
          connection.close();
        }
      }
    }
  }

  /** The hook follows the opening of the port. */
  private static void awaitLimits(PackagedService service) throws Exception {
    var deadline = Instant.now().plusSeconds(20);
    while (!metrics(service).contains("latchkey_http_connections{port=\"api\"}")) {
      assertThat(Instant.now()).isBefore(deadline);
    }
  }

  private static int answer(PackagedService service) throws IOException {
    try (var connection = new RawHttp(service.port())) {
      return connection.send("GET /none HTTP/1.1\r\nHost: x\r\n\r\n").reply().status();
    }
  }

  private static double metric(PackagedService service, String name) throws Exception {
    return metrics(service)
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  private static String metrics(PackagedService service) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(service.managementUri() + "/q/metrics"));
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
  }
}
