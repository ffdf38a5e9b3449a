package dev.latchkey.login;

import dev.latchkey.PackagedService;
import dev.latchkey.TestDirectory;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same contract, kept by the packaged application in production. */
class StepContractIT extends StepContract {

  private static PackagedService service;

  @BeforeAll
  static void start() {
    service =
        PackagedService.start(
            Map.of(
                "LATCHKEY_PASSWORD_MAX_WAIT", "60S",
                "LATCHKEY_DIRECTORY_TIMEOUT", "60S",
                "LATCHKEY_FACTOR_KEYS", PackagedService.generatedFactorKey().toString()));
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
