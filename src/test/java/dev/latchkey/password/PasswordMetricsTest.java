package dev.latchkey.password;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** As Prometheus sees them. */
@QuarkusTest
class PasswordMetricsTest {

  private static final String WAITS = "latchkey_password_wait_seconds_count";
  private static final String HASHES = "latchkey_password_hash_seconds_count";

  @Test
  void login_isCounted() {
    double waits = value(WAITS);
    double hashes = value(HASHES);

    assertThat(login("POST", "/v1/acme/auth/login")).isEqualTo(200);

    assertThat(value(WAITS)).isEqualTo(waits + 1);
    assertThat(value(HASHES)).isEqualTo(hashes + 1);
    assertThat(scrape())
        .contains("latchkey_password_queue 0.0", "latchkey_password_lanes_busy 0.0")
        .anyMatch(line -> line.startsWith("latchkey_password_wait_seconds_bucket{le=\"0.005\""));
    assertThat(value("latchkey_password_lanes")).isPositive();
    assertThat(value("latchkey_password_refused_total")).isNotNegative();
  }

  @Test
  void gauges_showTheEngine() {
    var registry = new SimpleMeterRegistry();
    var engine =
        new HashEngine() {
          @Override
          public void submit(HashWork work) {}

          @Override
          public int waiting() {
            return 5;
          }

          @Override
          public int working() {
            return 3;
          }

          @Override
          public int lanes() {
            return 4;
          }

          @Override
          public void stop() {}
        };
    new PasswordMetrics(registry, engine);

    assertThat(registry.get("latchkey.password.queue").gauge().value()).isEqualTo(5);
    assertThat(registry.get("latchkey.password.lanes.busy").gauge().value()).isEqualTo(3);
    assertThat(registry.get("latchkey.password.lanes").gauge().value()).isEqualTo(4);
  }

  @Test
  void nothingThatACallerSends_becomesALabel() {
    login("POST", "/v1/acme/auth/login");
    login("BREW", "/v1/evil.example/auth/login");
    login("POST", "/v1/evil.example/auth/login");
    login("GET", "/evil.example");

    assertThat(scrape()).isNotEmpty().noneMatch(line -> line.matches(".*(evil|acme|BREW|john).*"));
  }

  @Test
  void publicPort_hasNoMetrics() {
    assertThat(given().get("/q/metrics").statusCode()).isEqualTo(404);
  }

  private static int login(String method, String path) {
    return given()
        .contentType("application/json")
        .body("{\"username\":\"john.doe@example.com\",\"password\":\"john.doe.password\"}")
        .request(method, path)
        .statusCode();
  }

  /** 0 where there is none yet. */
  private double value(String series) {
    return scrape().stream()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .sum();
  }

  private List<String> scrape() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    var answer = given().port(port).get("/q/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Arrays.asList(answer.asString().split("\n"));
  }
}
