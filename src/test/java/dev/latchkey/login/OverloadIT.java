package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedService;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OverloadIT {

  @Test
  void moreThanCanBeHashed_isRefusedInTheEnvelope_andTheRestIsServed() throws Exception {
    try (var service =
        PackagedService.start(
            Map.of(
                "LATCHKEY_PASSWORD_MAX_WAIT", "0.5S",
                "LATCHKEY_ATTEMPTS_MODE", "off",
                "LATCHKEY_AUDIT_EVENTS_PER_SECOND", "1000"))) {
      var org = service.directory().org("overload.example");
      org.user("jane").hash(Hashes.of(LoginContract.PASSWORD, 10)).save();
      var caller = new Caller(service.baseUri(), org.domain, "jane", LoginContract.PASSWORD);
      caller.login();

      var answers =
          caller.logins(100).stream()
              .map(CompletableFuture::join)
              .collect(Collectors.groupingBy(HttpResponse::statusCode));

      assertThat(answers).containsOnlyKeys(200, 503);
      assertThat(answers.get(503))
          .allSatisfy(
              refused -> {
                assertThat(refused.headers().firstValue("Retry-After").orElseThrow())
                    .matches("[1-9]\\d?");
                assertThat(Caller.faults(refused)).isEmpty();
              });
      assertThat(caller.login().statusCode()).isEqualTo(200); // it has recovered
      assertThat(service.jar().terminate().out().lines())
          .filteredOn(line -> line.contains("\"overloaded\""))
          .hasSameSizeAs(answers.get(503));
    }
  }
}
