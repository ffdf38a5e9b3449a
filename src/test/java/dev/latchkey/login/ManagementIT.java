package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.PackagedService;
import io.restassured.RestAssured;
import java.net.ConnectException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the management port of the packaged application says, and to whom. */
class ManagementIT {

  private static PackagedService service;

  @BeforeAll
  static void start() {
    service = PackagedService.start(Map.of());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void afterALogin_healthIsUpAndTheHashIsCounted() throws Exception {
    var org = service.directory().org("management.example");
    org.user("jane").hash(LoginContract.HASH).save();
    var caller = new Caller(service.baseUri(), org.domain, "jane", LoginContract.PASSWORD);
    assertThat(caller.login().statusCode()).isEqualTo(200);

    assertThat(get("/q/health/live")).contains("\"status\": \"UP\"");
    assertThat(get("/q/health/ready")).contains("\"status\": \"UP\"", "database");
    assertThat(get("/q/metrics"))
        .containsPattern("(?m)^latchkey_password_hash_seconds_count [1-9]")
        .containsPattern("(?m)^latchkey_password_lanes [1-9]")
        .containsPattern("(?m)^latchkey_log_lines_lost_total 0")
        .containsPattern("(?m)^jvm_memory_used_bytes\\{")
        .containsPattern("(?m)^process_cpu_usage ")
        .containsPattern("(?m)^sql_pool_")
        .doesNotContain("postgresql_", "sql_pool_usage");
  }

  /** {@code ReadinessIT} has a service that is told to listen elsewhere too. */
  @Test
  void callerFromElsewhere_doesNotReachIt() {
    var elsewhere = service.managementUriElsewhere() + "/q/health/live";

    assertThat(get("/q/health/live")).contains("\"status\": \"UP\"");
    assertThatThrownBy(() -> RestAssured.get(elsewhere)).isInstanceOf(ConnectException.class);
  }

  private static String get(String path) {
    var answer = RestAssured.given().baseUri(service.managementUri()).get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.asString();
  }
}
