package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenScopeTest {

  @ParameterizedTest
  @CsvSource({"false,false,org", "false,true,password", "true,false,mfa", "true,true,mfa"})
  void secondFactor_comesBeforeTheChangeOfPassword(
      boolean mfaRequired, boolean changePassword, String claim) {
    assertThat(TokenScope.of(mfaRequired, changePassword).claim()).isEqualTo(claim);
  }
}
