package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedService;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ShutdownIT {

  @Test
  void loginsUnderWay_areAnsweredBeforeTheServiceEnds() throws Exception {
    try (var service =
        PackagedService.start(
            Map.of(
                "LATCHKEY_PASSWORD_MAX_WAIT", "60S",
                "LATCHKEY_DIRECTORY_TIMEOUT", "60S",
                "LATCHKEY_ATTEMPTS_ENABLED", "false"))) {
      var org = service.directory().org("shutdown.example");
      org.user("jane").hash(Hashes.of(LoginContract.PASSWORD, 12)).save();
      var caller = new Caller(service.baseUri(), org.domain, "jane", LoginContract.PASSWORD);
      caller.login();

      var logins = caller.logins(50);
      var answered = new CountDownLatch(20); // by then the other 30 have come, and wait their turn
      logins.forEach(login -> login.thenRun(answered::countDown));
      answered.await();
      var end = service.jar().terminate();

      assertThat(logins).allSatisfy(login -> assertThat(login.join().statusCode()).isEqualTo(200));
      assertThat(end.exitCode()).isIn(0, 143); // 128 + SIGTERM
    }
  }
}
