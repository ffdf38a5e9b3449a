package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.PackagedService;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaFaultIT {

  @Test
  void columnThatIsGone_isA500_toldOnceInTenSeconds_andItsEndIsTold() throws Exception {
    try (var service = PackagedService.start(Map.of("LATCHKEY_PASSWORD_MAX_WAIT", "60S"))) {
      var org = service.directory().org("schema.example");
      org.user("jane").hash(LoginContract.HASH).save();
      var caller = new Caller(service.baseUri(), org.domain, "jane", LoginContract.PASSWORD);
      service.directory().execute("alter table users rename column favorites to gone");
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        var failed = caller.login();
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(Caller.faults(failed)).isEmpty();
      }
      int lines = 1 + (int) ((System.nanoTime() - start) / 10_000_000_000L);

      service.directory().execute("alter table users rename column gone to favorites");
      do {
        assertThat(caller.login().statusCode()).isEqualTo(200);
      } while (!service.jar().out().contains("The database fits this version again after"));

      var out = service.jar().terminate().out();
      assertThat(out.lines().filter(line -> line.contains("\"failed\""))).hasSize(20);
      assertThat(out.lines().filter(line -> line.contains("The database does not fit")))
          .hasSize(lines)
          .allSatisfy(line -> assertThat(line).contains("favorites", "ERROR"));
      assertThat(out)
          .contains(" s: 20 requests were refused")
          .doesNotContain("jane", "ErrorMapper");
    }
  }
}
