package dev.latchkey.bcrypt;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.bcrypt.KernelProof.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelProofTest {

  private static final Answer RIGHT =
      new Answer("U*U", 1, "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");

  /** As a kernel's lane that computes wrong would look: its answer is another one. */
  private static final Answer WRONG =
      new Answer("U*U", 1, "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOaW");

  @Test
  void everyWidth_passesHere() {
    assertThatCode(() -> KernelProof.run(BcryptLanes.MAX_WIDTH)).doesNotThrowAnyException();
  }

  @Test
  void oneWrongLane_isFoundAndNamed() {
    var third = List.of(RIGHT, RIGHT, WRONG, RIGHT);

    assertThatCode(() -> KernelProof.run(2, third)).doesNotThrowAnyException();
    assertThatThrownBy(() -> KernelProof.run(5, third))
        .isInstanceOf(KernelProofException.class)
        .hasMessageContaining("with 3 lanes");
  }
}
