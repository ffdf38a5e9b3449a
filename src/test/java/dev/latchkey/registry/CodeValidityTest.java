package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeValidityTest {

  @ParameterizedTest
  @CsvSource({"PT1H, PT5M", "PT720H, PT24H", "PT72H, PT1H"})
  void bounds_areAllowed(Duration invitation, Duration reset) {
    var validity = CodeValidity.of(new Config(invitation, reset));

    assertThat(validity.of(CodePurpose.INVITATION)).isEqualTo(invitation);
    assertThat(validity.of(CodePurpose.RESET)).isEqualTo(reset);
  }

  @ParameterizedTest
  @CsvSource({"PT59M59S", "PT720H0.001S", "PT-1H"})
  void invitationOutOfRange_isRefused(Duration invitation) {
    assertThatThrownBy(() -> CodeValidity.of(new Config(invitation, Duration.ofHours(1))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "LATCHKEY_CODE_INVITATION_VALIDITY (latchkey.code.invitation-validity) must be from 1h"
                + " to 720h");
  }

  @ParameterizedTest
  @CsvSource({"PT4M59S", "PT24H0.001S", "PT0S"})
  void resetOutOfRange_isRefused(Duration reset) {
    assertThatThrownBy(() -> CodeValidity.of(new Config(Duration.ofHours(72), reset)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "LATCHKEY_CODE_RESET_VALIDITY (latchkey.code.reset-validity) must be from 5m to 24h");
  }

  private record Config(Duration invitationValidity, Duration resetValidity)
      implements CodeConfig {}
}
