package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.hibernate.HibernateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {

  @ParameterizedTest
  @ValueSource(strings = {"08006", "28P01", "53300", "57P01", "57P03", "58030"})
  void databaseThatIsAway_isAnOutage(String sqlState) {
    assertThat(Outage.isOne(wrapped(new PgException("m", "FATAL", sqlState, "d")))).isTrue();
    assertThat(Outage.isOne(wrapped(new SQLException("m", sqlState)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"42P01", "42501", "22021", "23505"})
  void statementThatIsWrong_isNone(String sqlState) {
    assertThat(Outage.isOne(wrapped(new PgException("m", "ERROR", sqlState, "d")))).isFalse();
    assertThat(Outage.isOne(wrapped(new SQLException("m", sqlState)))).isFalse();
  }

  @Test
  void lostConnectionAndTimeout_areOutages() {
    assertThat(Outage.isOne(wrapped(new ConnectException("refused")))).isTrue();
    assertThat(Outage.isOne(new TimeoutException())).isTrue();
    assertThat(Outage.isOne(new NullPointerException())).isFalse();
    assertThat(Outage.isOne(new NoStackTraceThrowable("?"))).isFalse();
  }

  private static Throwable wrapped(Throwable cause) {
    return new CompletionException(new HibernateException("m", cause));
  }
}
