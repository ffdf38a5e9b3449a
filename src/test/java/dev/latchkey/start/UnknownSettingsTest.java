package dev.latchkey.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.settings.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "LATCHKEY_TOKEN_ISSUR, LATCHKEY_TOKEN_ISSUER",
    "LATCHKEY_TOKEN_KEY, LATCHKEY_TOKEN_KEYS",
    "LATCHKEY_DATABASE_USER_NAME, LATCHKEY_DATABASE_USERNAME",
    "LATCHKEY_PASWORD_MAXWAIT, LATCHKEY_PASSWORD_MAX_WAIT",
    "latchkey.password.max.waits, LATCHKEY_PASSWORD_MAX_WAIT",
    "latchkey.migrate-at-stat, LATCHKEY_MIGRATE_AT_START"
  })
  void mistypedName_isToldWithTheOneThatIsMeant(String typed, String meant) {
    assertThat(UnknownSettings.hints(List.of(typed)))
        .containsExactly(typed + " is set, but is no setting: is " + meant + " meant?");
  }

  @Test
  void variableThatIsAPropertyAsWell_isToldOnce() {
    assertThat(UnknownSettings.hints(List.of("LATCHKEY_TOKEN_ISSUR", "latchkey.token.issur")))
        .singleElement()
        .asString()
        .startsWith("LATCHKEY_TOKEN_ISSUR is set");
  }

  @Test
  void nameLikeNoOther_isToldWithoutAGuess() {
    assertThat(UnknownSettings.hints(List.of("LATCHKEY_COLOUR")))
        .containsExactly("LATCHKEY_COLOUR is set, but is no setting");
  }

  @Test
  void everySetting_isKnownInBothForms() {
    assertThat(UnknownSettings.hints(UnknownSettings.KNOWN)).isEmpty();
    assertThat(
            UnknownSettings.hints(UnknownSettings.KNOWN.stream().map(Settings::variable).toList()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LATCHKEY_SERVICE_HOST",
        "LATCHKEY_SERVICE_PORT",
        "LATCHKEY_SERVICE_PORT_HTTP",
        "LATCHKEY_PORT",
        "LATCHKEY_PORT_8080_TCP",
        "LATCHKEY_PORT_8080_TCP_ADDR",
        "LATCHKEY_DB_RW_SERVICE_HOST",
        "LATCHKEY_DB_RW_PORT_5432_TCP_PROTO",
        "latchkey.caller.trusted-proxies[0]",
        "LATCHKEY_CALLER_TRUSTED_PROXIES_1_",
        "LATCH",
        "PATH",
        "quarkus.http.port"
      })
  void whatOthersSet_isNotTold(String name) {
    assertThat(UnknownSettings.hints(List.of(name))).isEmpty();
  }

  @Test
  void oddName_isPrintedTamely() {
    assertThat(UnknownSettings.hints(List.of("LATCHKEY_\n\u001b[31mX")))
        .containsExactly("LATCHKEY_???31mX is set, but is no setting");
  }
}
