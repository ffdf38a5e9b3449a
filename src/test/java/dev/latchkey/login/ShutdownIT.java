package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedJar;
import dev.latchkey.PackagedService;
import dev.latchkey.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
                "LATCHKEY_ATTEMPTS_MODE", "off"))) {
      var org = service.directory().org("shutdown.example");
      org.user("jane").hash(Hashes.of(LoginContract.PASSWORD, 12)).save();
      var caller = new Caller(service.baseUri(), org.domain, "jane", LoginContract.PASSWORD);
      caller.login();

      var logins = caller.logins(50);
      var answered = new CountDownLatch(20); // by then the other 30 have come, and wait their turn
      logins.forEach(login -> login.whenComplete((answer, failure) -> answered.countDown()));
      answered.await();
      var end = service.jar().terminate();

      assertThat(logins).allSatisfy(login -> assertThat(login.join().statusCode()).isEqualTo(200));
      assertThat(end.exitCode()).isIn(0, 143); // 128 + SIGTERM
    }
  }

  /** The pipe holds some hundred lines, the queue of the log a hundred: more are lost. */
  @Test
  void outputThatNobodyReads_doesNotKeepTheServiceFromEnding() throws Exception {
    var settings =
        Map.of(
            "QUARKUS_LOG_CONSOLE_ASYNC_QUEUE_LENGTH", "100",
            "LATCHKEY_AUDIT_EVENTS_PER_SECOND", "1000000",
            "QUARKUS_SHUTDOWN_TIMEOUT", "1S");
    try (var database = TestDatabase.create();
        var run =
            PackagedJar.serveUnread(
                PackagedJar.with(
                    PackagedService.issuerAndKeys(),
                    PackagedJar.with(database.environment(), settings)))) {
      var caller =
          new Caller("http://localhost:" + run.awaitPort(), "nowhere.example", "jane", "x");
      for (int i = 0; i < 10; i++) {
        caller.logins(50).forEach(CompletableFuture::join);
      }

      long start = System.nanoTime();
      run.process().destroy(); // Process.destroy would close the pipe as well
      var end = run.outcome();

      assertThat(end.exitCode()).isEqualTo(143);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }
}
