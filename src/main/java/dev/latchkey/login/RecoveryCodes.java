package dev.latchkey.login;

import java.util.List;

/** The recovery codes of a user, shown once. */
record RecoveryCodes(List<String> recoveryCodes) {

  @Override
  public String toString() {
    return "RecoveryCodes[…]";
  }
}
