package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.latchkey.ApiDocument;
import dev.latchkey.PackagedService;
import dev.latchkey.TestDirectory;
import io.restassured.RestAssured;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same contract, kept by the packaged application in production. */
class LoginContractIT extends LoginContract {

  private static PackagedService service;

  @BeforeAll
  static void start() {
    service =
        PackagedService.start(
            Map.of(
                "LATCHKEY_PASSWORD_MAX_WAIT", "60S",
                "LATCHKEY_DIRECTORY_TIMEOUT", "60S",
                "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "5"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** What Quarkus would serve beside the contract. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/openapi",
        "/openapi.yaml",
        "/META-INF/openapi.yaml",
        "/q/openapi",
        "/q/swagger-ui",
        "/q/swagger-ui/",
        "/q/dev-ui/",
        "/q/health",
        "/q/metrics"
      })
  void anyOtherPath_isNotFound(String path) {
    var answer = RestAssured.given().redirects().follow(false).get(baseUri() + path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(ApiDocument.faults("Error", answer.asString())).isEmpty();
  }

  @Test
  void apiDocument_isOnTheManagementPort_withoutSwaggerUi() throws Exception {
    var document = RestAssured.get(service.managementUri() + "/q/openapi");
    var page = RestAssured.get(service.managementUri() + "/q/swagger-ui/");

    assertThat(document.statusCode()).isEqualTo(200);
    assertThat(new YAMLMapper().readTree(document.asString())).isEqualTo(ApiDocument.root());
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(ApiDocument.faults("Error", page.asString())).isEmpty();
  }

  @Override
  String baseUri() {
    return service.baseUri();
  }

  @Override
  TestDirectory directory() {
    return service.directory();
  }
}
