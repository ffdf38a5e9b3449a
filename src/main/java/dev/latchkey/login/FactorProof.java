package dev.latchkey.login;

import dev.latchkey.factor.TotpCode;
import dev.latchkey.http.MalformedBodyRefusal;
import dev.latchkey.http.StrictBody;
import org.jspecify.annotations.Nullable;

/**
 * With what a user shows the second factor: a code of the authenticator or a recovery code, of
 * which exactly one is not null.
 *
 * @param recoveryCode as it was typed
 */
record FactorProof(@Nullable TotpCode code, @Nullable String recoveryCode) {

  private static final String CODE = "code";
  private static final String RECOVERY_CODE = "recoveryCode";

  /**
   * @throws MalformedBodyRefusal that says what is wrong
   */
  static FactorProof read(byte[] body) {
    var members = StrictBody.read(body, CODE, RECOVERY_CODE);
    if (members.has(CODE) == members.has(RECOVERY_CODE)) {
      throw new MalformedBodyRefusal("Exactly one of code and recoveryCode must be there.");
    }
    if (members.has(CODE)) {
      return new FactorProof(code(members), null);
    }
    var recoveryCode = members.string(RECOVERY_CODE);
    PasswordChange.requireText(RECOVERY_CODE, recoveryCode);
    return new FactorProof(null, recoveryCode);
  }

  /** For the call that takes a code of the authenticator alone. */
  static TotpCode readCode(byte[] body) {
    return code(StrictBody.read(body, CODE));
  }

  private static TotpCode code(StrictBody members) {
    return TotpCode.parse(members.string(CODE))
        .orElseThrow(() -> new MalformedBodyRefusal("code must be six digits, from 0 to 9."));
  }

  @Override
  public String toString() {
    return "FactorProof[…]";
  }
}
