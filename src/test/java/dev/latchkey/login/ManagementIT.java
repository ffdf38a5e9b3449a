package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedService;
import io.restassured.RestAssured;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the management port of the packaged application says. */
class ManagementIT {

  @Test
  void afterALogin_healthIsUpAndTheHashIsCounted() throws Exception {
    try (var service = PackagedService.start(Map.of())) {
      var org = service.directory().org("management.example");
      org.user("jane").hash(LoginContract.HASH).save();
      var caller = new Caller(service.baseUri(), org.domain, "jane", LoginContract.PASSWORD);
      assertThat(caller.login().statusCode()).isEqualTo(200);

      assertThat(get(service, "/q/health/live")).contains("\"status\": \"UP\"");
      assertThat(get(service, "/q/health/ready")).contains("\"status\": \"UP\"", "database");
      assertThat(get(service, "/q/metrics"))
          .containsPattern("(?m)^latchkey_password_hash_seconds_count [1-9]")
          .containsPattern("(?m)^latchkey_password_lanes [1-9]")
          .containsPattern("(?m)^latchkey_log_lines_lost_total 0")
          .containsPattern("(?m)^jvm_memory_used_bytes\\{")
          .containsPattern("(?m)^process_cpu_usage ")
          .containsPattern("(?m)^sql_pool_");
    }
  }

  private static String get(PackagedService service, String path) {
    var answer = RestAssured.given().baseUri(service.managementUri()).get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.asString();
  }
}
