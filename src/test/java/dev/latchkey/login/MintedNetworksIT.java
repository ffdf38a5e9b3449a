package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedService;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A caller who has many IPv6 networks floods an organisation of somebody else. */
class MintedNetworksIT {

  private static final int NETWORKS = 200;
  private static final int LOGINS = 41;
  private static final String BYSTANDER = "203.0.113.9";

  /**
   * The limit on attempts would end this flood after some seconds: here it is off. What the
   * database takes is not the subject here.
   */
  @Test
  void floodFromManyNetworksOfOneAccess_leavesABystanderTheirTurn() throws Exception {
    try (var service =
        PackagedService.start(
            Map.of(
                "LATCHKEY_CALLER_TRUSTED_PROXIES", "127.0.0.1,::1",
                "LATCHKEY_DIRECTORY_TIMEOUT", "60S",
                "LATCHKEY_ATTEMPTS_ENABLED", "false"))) {
      var org = service.directory().org("flooded.example");
      org.user("jane").hash(Hashes.of(LoginContract.PASSWORD, 10)).save();
      var caller = new Caller(service.baseUri(), org.domain, "jane", LoginContract.PASSWORD);
      caller.login();

      var over = new AtomicBoolean();
      var flood =
          IntStream.range(0, NETWORKS)
              .mapToObj(
                  i -> flood(caller.from("2001:db8:0:" + Integer.toHexString(i) + "::1"), over))
              .toList();
      var bystander = caller.from(BYSTANDER);
      for (int i = 0; i < LOGINS; i++) {
        bystander.login();
      }
      over.set(true);

      assertThat(flood.stream().flatMap(one -> one.join().stream())).contains(200, 503);
      assertThat(service.jar().terminate().out().lines())
          .filteredOn(line -> line.contains(BYSTANDER))
          .hasSize(LOGINS)
          .allSatisfy(line -> assertThat(line).contains("outcome=success"));
    }
  }

  /** Logs in again and again, one login after the other. */
  private static CompletableFuture<List<Integer>> flood(Caller caller, AtomicBoolean over) {
    var statuses = new ArrayList<Integer>();
    return again(caller, over, statuses).thenApply(end -> statuses);
  }

  private static CompletableFuture<Void> again(
      Caller caller, AtomicBoolean over, List<Integer> statuses) {
    return caller
        .logins(1)
        .get(0)
        .thenApply(HttpResponse::statusCode)
        .thenCompose(
            status -> {
              statuses.add(status);
              return over.get()
                  ? CompletableFuture.completedFuture(null)
                  : again(caller, over, statuses);
            });
  }
}
