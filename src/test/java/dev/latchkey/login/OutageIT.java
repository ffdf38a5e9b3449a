package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedJar;
import dev.latchkey.PackagedService;
import dev.latchkey.TestDatabase;
import dev.latchkey.Wire;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutageIT {

  @Test
  void databaseThatGoesAwayAndComesBack_isA503Meanwhile() throws Exception {
    var database = TestDatabase.create();
    var address = URI.create(database.url());
    try (var wire = new Wire(address.getPort());
        var service =
            PackagedService.start(
                database,
                PackagedJar.with(
                    database.environment(),
                    Map.of(
                        "LATCHKEY_DATABASE_URL",
                        "postgresql://localhost:" + wire.port() + address.getPath(),
                        "LATCHKEY_PASSWORD_MAX_WAIT",
                        "60S",
                        "LATCHKEY_DIRECTORY_TIMEOUT",
                        "10S",
                        "LATCHKEY_ATTEMPTS_PER_NETWORK", // fewer than refusals: they use none
                        "4")))) {
      var org = service.directory().org("outage.example");
      org.user("jane").hash(LoginContract.HASH).save();
      var caller = new Caller(service.baseUri(), org.domain, "jane", LoginContract.PASSWORD);
      assertThat(caller.login().statusCode()).isEqualTo(200);

      wire.cut();
      for (int i = 0; i < 5; i++) {
        var refused = caller.login();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(Caller.faults(refused)).isEmpty();
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(refused.body()).startsWith("{\"status\":503,\"error\":\"Service Unavailable\"");
      }

      wire.mend();
      do {
        assertThat(caller.login().statusCode()).isEqualTo(200);
      } while (!service.jar().out().contains("The database is available again after"));
      var out = service.jar().terminate().out();
      assertThat(out).doesNotContain("jane", TestDatabase.PASSWORD);
      assertThat(out.lines().filter(line -> line.contains("\"directory_unavailable\""))).hasSize(5);
      assertThat(out.lines().filter(line -> line.contains("The database is not available")))
          .hasSizeBetween(1, 4);
      assertThat(out.lines().filter(line -> line.contains("The database is available again")))
          .singleElement()
          .asString()
          .contains(" s: 5 requests were refused");
    }
  }
}
