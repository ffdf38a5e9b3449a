package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.impl.ErrorMessageFactory;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.hibernate.HibernateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"08006", "25P04", "28P01", "3D000", "40001", "53300", "57P01", "57P03", "58030"})
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
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection is not active now, current status: CLOSED",
        "Pending requests failed to be sent due to connection has been closed.",
        "Timeout",
        "Pool closed"
      })
  void clientsFailureThatIsOnlyAText_isAnOutage(String text) {
    assertThat(Outage.isOne(wrapped(new NoStackTraceThrowable(text)))).isTrue();
  }

  @Test
  void connectionThatWasClosedBefore_hasSeenNoStatement() {
    assertThat(
            Outage.isBeforeTheStatement(
                wrapped(new NoStackTraceThrowable("Connection is not active now, current"))))
        .isTrue();
    assertThat(Outage.isBeforeTheStatement(wrapped(new NoStackTraceThrowable("Pending requests"))))
        .isFalse();
  }

  @Test
  void parameterThatDoesNotFit_isNone() {
    assertThat(
            Outage.isOne(
                new NoStackTraceThrowable(
                    ErrorMessageFactory.buildWhenArgumentsTypeNotMatched(Number.class, 0, "a"))))
        .isFalse();
    assertThat(
            Outage.isOne(
                new NoStackTraceThrowable(
                    ErrorMessageFactory.buildWhenArgumentsLengthNotMatched(2, 1))))
        .isFalse();
  }

  @Test
  void errorThatEndsTheConnection_isAnOutageWhateverItsState() {
    assertThat(Outage.isOne(new PgException("no right to connect", "FATAL", "42501", "d")))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "io.vertx.pgclient.impl.InitiateSslHandler, channelRead, true",
    "io.vertx.pgclient.impl.auth.scram.ScramSessionImpl, receiveServerFirstMessage, true",
    "io.vertx.pgclient.impl.codec.PgDecoder, decodeAuthentication, true",
    "io.vertx.core.net.impl.NetClientImpl, connect, true",
    "io.vertx.pgclient.impl.codec.PgDecoder, decodeDataRow, false",
  })
  void failureOnTheWayToAConnection_isAnOutage(String type, String method, boolean outage)
      throws ClassNotFoundException {
    assertThat(Class.forName(type).getDeclaredMethods())
        .extracting(Method::getName)
        .contains(method);
    var failure = new UnsupportedOperationException("m");
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(type, method, null, 1),
          new StackTraceElement("any.Other", "method", null, 1)
        });

    assertThat(Outage.isOne(wrapped(failure))).isEqualTo(outage);
  }

  private static Throwable wrapped(Throwable cause) {
    return new CompletionException(new HibernateException("m", cause));
  }
}
