package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class CauseWithoutMessagesTest {

  @Test
  void messages_areLeftOutOfEveryCause_andPlacesStay() {
    var failure = new IllegalStateException("hunter2", new SQLException("hunter2", "42P01"));
    failure.addSuppressed(new IllegalArgumentException("hunter2"));

    assertThat(print(CauseWithoutMessages.of(failure)))
        .startsWith(
            "java.lang.IllegalStateException\n\tat dev.latchkey.http.CauseWithoutMessagesTest.messages_")
        .contains("Caused by: java.sql.SQLException: SQLSTATE 42P01\n")
        .doesNotContain("hunter2");
  }

  @Test
  void causesInACircle_end() {
    var one = new IllegalStateException("one");
    one.initCause(new IllegalStateException("two", one));

    assertThat(print(CauseWithoutMessages.of(one))).contains("Caused by");
  }

  @Test
  void nothing_isNothing() {
    assertThat(CauseWithoutMessages.of(null)).isNull();
  }

  private static String print(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString().replace("\r\n", "\n");
  }
}
