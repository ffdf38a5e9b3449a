package dev.latchkey.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the audit tells of an outcome, and what a metric does. */
class OutcomeTest {

  @ParameterizedTest
  @EnumSource(
      names = {
        "UNKNOWN_USER",
        "WRONG_PASSWORD",
        "NO_PASSWORD",
        "DAMAGED_HASH",
        "INVITATION_EXPIRED",
        "DISABLED",
        "LOCKED"
      })
  void whateverIsAnsweredWith401_isCountedAsDenied(Outcome outcome) {
    assertThat(outcome.countedAs()).isEqualTo("denied");
    assertThat(outcome.isHashed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "UNKNOWN_USER",
        "WRONG_PASSWORD",
        "NO_PASSWORD",
        "DAMAGED_HASH",
        "INVITATION_EXPIRED",
        "DISABLED",
        "LOCKED",
        "WRONG_CODE"
      })
  void anyOtherOutcome_isCountedAsItself(Outcome outcome) {
    assertThat(outcome.countedAs()).isEqualTo(outcome.label()).isNotEqualTo("denied");
  }

  @Test
  void wrongCode_isCountedAsDenied_butCostsNoHash() {
    assertThat(Outcome.WRONG_CODE.countedAs()).isEqualTo("denied");
    assertThat(Outcome.WRONG_CODE.isHashed()).isFalse();
  }

  @Test
  void audit_hasANameForEach() {
    assertThat(EnumSet.allOf(Outcome.class))
        .allSatisfy(
            outcome ->
                assertThat(outcome.label()).isEqualTo(outcome.name().toLowerCase(Locale.ROOT)));
  }
}
