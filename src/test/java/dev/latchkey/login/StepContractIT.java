package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedService;
import dev.latchkey.TestDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same contract, kept by the packaged application in production. */
class StepContractIT extends StepContract {

  private static Path factorKeys;
  private static PackagedService service;

  @BeforeAll
  static void start() {
    factorKeys = PackagedService.generatedFactorKey();
    service =
        PackagedService.start(
            Map.of(
                "LATCHKEY_PASSWORD_MAX_WAIT", "60S",
                "LATCHKEY_DIRECTORY_TIMEOUT", "60S",
                "LATCHKEY_FACTOR_KEYS", factorKeys.toString(),
                "LATCHKEY_FACTOR_POLL_INTERVAL", "0.1S"));
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

  /** So that the old key can be removed one day. */
  @Test
  void rightCode_encryptsTheSecretUnderTheActiveKey() throws IOException {
    var id = org.user(name).hash(HASH).save();
    var app = steps.enrol(steps.calls.token(DOMAIN, name)).authenticator();
    directory().execute("create table key_before as select key_id from second_factors");
    var other = PackagedService.generatedFactorKey().resolve("first.key");
    Files.writeString(factorKeys.resolve("active"), "first");
    Files.copy(other, factorKeys.resolve("second.key"));
    Files.writeString(factorKeys.resolve("active"), "second");

    long deadline = System.nanoTime() + 20_000_000_000L;
    do {
      directory().execute("update second_factors set last_step = 0 where user_id = ?", id);
      assertThat(steps.mfa(steps.calls.token(DOMAIN, name), app.code()).statusCode())
          .isEqualTo(200);
      assertThat(System.nanoTime()).isLessThan(deadline);
    } while (directory().number("select count(*) from second_factors natural join key_before") > 0);

    Files.writeString(factorKeys.resolve("active"), "first");
    directory().execute("drop table key_before");
  }
}
