package dev.latchkey.login;

import dev.latchkey.PackagedService;
import dev.latchkey.TestDirectory;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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

  @Override
  String baseUri() {
    return service.baseUri();
  }

  @Override
  TestDirectory directory() {
    return service.directory();
  }
}
