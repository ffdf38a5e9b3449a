package dev.latchkey.login;

import dev.latchkey.TestDirectory;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@QuarkusTest
class StepContractTest extends StepContract {

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Override
  String baseUri() {
    return "http://localhost:" + RestAssured.port;
  }

  @Override
  TestDirectory directory() {
    return new TestDirectory(url, user, password);
  }
}
