package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDirectory;
import dev.latchkey.directory.FailureSweep.Limits;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FailureSweepTest {

  private static final Limits LIMITS = new Limits(3_000, 5, 100, Duration.ofMinutes(15));

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Inject FailureSweep sweep;

  private TestDirectory directory;

  @BeforeEach
  @AfterEach
  void empty() {
    directory = new TestDirectory(url, user, password);
    directory.execute("delete from failures");
  }

  @Test
  void whatHasExpired_isDeleted_inBatches() {
    add(2_500, 1, 0, "now()", "now()");
    add(10, 1, 0, "now()", "now() + interval '1 hour'");

    assertThat(sweep()).isTrue();
    assertThat(rows("true")).isEqualTo(10);
  }

  @Test
  void whatIsTooMuch_isPushedOut_thatExpiresFirst() {
    add(2_000, 1, 0, "now()", "now() + interval '1 hour'");
    add(2_999, 2, 0, "now()", "now() + interval '2 hours'");

    assertThat(sweep()).isTrue();
    assertThat(rows("failures = 1")).isZero();
    assertThat(rows("failures = 2")).isEqualTo(2_999);
  }

  @Test
  void whatRefusesSomebodyNow_isNeverPushedOut() {
    add(2_000, 5, 0, "now()", "now() + interval '1 minute'");
    add(1_000, 100, 1, "now()", "now() + interval '1 minute'");
    add(500, 5, 0, "now() - interval '16 minutes'", "now() + interval '2 minutes'");
    add(500, 99, 1, "now()", "now() + interval '2 minutes'");

    assertThat(sweep()).as("whether there is room").isFalse();
    assertThat(rows("true")).isEqualTo(3_000);
    assertThat(rows("expires_at < now() + interval '90 seconds'")).isEqualTo(3_000);
  }

  private void add(int count, double failures, double leak, String at, String expires) {
    directory.execute(
        "insert into failures (key, failures, leak, at, expires_at) select gen_random_uuid(), ?, ?, "
            + at
            + ", "
            + expires
            + " from generate_series(1, ?)",
        failures,
        leak,
        count);
  }

  private long rows(String condition) {
    return directory.number("select count(*) from failures where " + condition);
  }

  private boolean sweep() {
    try {
      return VertxContextSupport.subscribeAndAwait(() -> sweep.run(LIMITS));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
