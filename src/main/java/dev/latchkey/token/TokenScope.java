package dev.latchkey.token;

import java.util.Optional;
import java.util.stream.Stream;

/** What a token opens. */
public enum TokenScope {
  /** The organisation's services: a full token. */
  ORG("org"),
  /** Only the second factor, which is still owed. */
  MFA("mfa"),
  /** Only a change of the password. */
  PASSWORD("password");

  private final String claim;

  TokenScope(String claim) {
    this.claim = claim;
  }

  /** Empty where no scope is written like this. */
  static Optional<TokenScope> parse(String claim) {
    return Stream.of(values()).filter(scope -> scope.claim.equals(claim)).findFirst();
  }

  /** The value of the claim {@code scope}. */
  public String claim() {
    return claim;
  }

  boolean limited() {
    return this != ORG;
  }
}
