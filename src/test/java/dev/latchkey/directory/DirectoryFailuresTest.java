package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.time.Duration;
import org.hibernate.HibernateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a look-up that failed. */
class DirectoryFailuresTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @Test
  void timeoutInTime_blamesTheDatabase() {
    var failure = afterTimeout(Duration.ofMillis(999));

    assertThat(failure)
        .hasMessage("The database is not available")
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void timeoutOfAProcessThatStoodStill_doesNot() {
    assertThat(afterTimeout(Duration.ofMillis(8_340)))
        .hasMessage(
            "This process stood still for 8.3 s or more,"
                + " and may have missed the answers of the database")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"42703", "42501", "42P01"})
  void tablesAndRightsThatDoNotFit_areAFaultOfTheSchema(String state) {
    var ofJdbc = new HibernateException("m", new SQLException("no\ncolumn", state));

    assertThat(SchemaFault.isOne(ofJdbc)).isTrue();
    assertThat(SchemaFault.of(ofJdbc))
        .hasMessage("The database does not fit this version: no column")
        .hasNoCause();
    assertThat(SchemaFault.isOne(new PgException("no column", "ERROR", state, "d"))).isTrue();
  }

  @Test
  void otherFailures_areNone() {
    assertThat(SchemaFault.isOne(new SQLException("m", "22021"))).isFalse();
    assertThat(SchemaFault.isOne(new SQLException("m", "57P01"))).isFalse();
    assertThat(SchemaFault.isOne(new IllegalStateException("m"))).isFalse();
  }

  private static DirectoryUnavailableException afterTimeout(Duration late) {
    return DirectoryUnavailableException.afterTimeout(new TimeoutException(), TIMEOUT, late);
  }
}
