package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.UserStatus;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextStepTest {

  /** A factor that is there must be shown, required or not. The new password comes last. */
  @ParameterizedTest
  @CsvSource({
    "false, false, false, false, org",
    "false, false, true,  false, password",
    "true,  false, false, false, mfa",
    "true,  false, true,  false, mfa",
    "true,  false, false, true,  mfa",
    "false, true,  false, false, mfa",
    "false, true,  true,  false, mfa",
    "true,  true,  true,  false, mfa",
    "false, true,  false, true,  org",
    "true,  true,  false, true,  org",
    "true,  true,  true,  true,  password",
    "false, false, false, true,  org"
  })
  void scope_isThatOfTheNextStep(
      boolean required, boolean configured, boolean changePassword, boolean shown, String scope) {
    var user =
        new LoginUser(
            UUID.randomUUID(),
            "jane",
            "jane@mail.example",
            "Jane",
            "Doe",
            UserStatus.ACTIVE,
            null,
            required,
            configured,
            changePassword,
            null,
            List.of(),
            0);

    assertThat(NextStep.of(user, shown).claim()).isEqualTo(scope);
  }
}
