package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.password.SelfTest.Answer;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTestTest {

  private static final Answer RIGHT =
      new Answer("U*U", 1, "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");

  /** As a kernel's lane that computes wrong would look: its answer is another one. */
  private static final Answer WRONG =
      new Answer("U*U", 1, "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOaW");

  @Test
  void everyWidth_passesHere() {
    assertThatCode(() -> SelfTest.run(LaneEngine.MAX_WIDTH)).doesNotThrowAnyException();
  }

  @Test
  void oneWrongLane_isFoundAndNamed() {
    var third = List.of(RIGHT, RIGHT, WRONG, RIGHT);

    assertThatCode(() -> SelfTest.run(2, third)).doesNotThrowAnyException();
    assertThatThrownBy(() -> SelfTest.run(5, third))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("with 3 lanes");
  }
}
