package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExistingHashTest {

  private static final String REST = "If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";

  @ParameterizedTest
  @ValueSource(strings = {"$2a$04$", "$2b$10$", "$2y$15$"})
  void bcrypt_isKept(String beginning) {
    assertThat(ExistingHash.problemOf(beginning + REST)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "$2x$10$,        is of the kind $2x$",
    "$2a$03$,        has a cost outside 4 to 15",
    "$2b$16$,        has a cost outside 4 to 15",
    "$2a$31$,        has a cost outside 4 to 15",
    "$2$10$,         is not a bcrypt hash",
    "{bcrypt}$2a$10$,is not a bcrypt hash",
    "$6$,            is not a bcrypt hash",
    "' $2a$10$',     is not a bcrypt hash"
  })
  void others_areRefusedWithTheReason(String beginning, String problem) {
    assertThat(ExistingHash.problemOf(beginning + REST).orElseThrow())
        .startsWith(problem)
        .doesNotContain(REST);
  }

  @Test
  void hashCutOff_isRefused() {
    assertThat(ExistingHash.problemOf("$2a$10$" + REST.substring(1))).isPresent();
    assertThat(ExistingHash.problemOf("")).isPresent();
  }
}
