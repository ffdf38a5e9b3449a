package dev.latchkey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The document is checked in and served on the management port: the two are one. */
@QuarkusTest
class ServedApiDocumentTest {

  @ConfigProperty(name = "quarkus.management.test-port")
  int port;

  @Test
  void servedDocument_isTheOneCheckedIn() throws Exception {
    var served = given().port(port).get("/q/openapi");

    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(new YAMLMapper().readTree(served.asString())).isEqualTo(ApiDocument.root());
  }
}
