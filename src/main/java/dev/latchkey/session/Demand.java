package dev.latchkey.session;

import dev.latchkey.token.TokenClaims;
import dev.latchkey.token.TokenScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What a call asks of a token.
 *
 * @param scopes of the tokens that it takes
 * @param fresh whether the login of a full token may be no longer ago than {@link #FRESH}
 * @param secondFactor whether the user must have shown a second factor
 */
public record Demand(Set<TokenScope> scopes, boolean fresh, boolean secondFactor) {

  /** How long ago a login is that counts as fresh. */
  static final Duration FRESH = Duration.ofMinutes(5);

  public static Demand of(TokenScope... scopes) {
    return new Demand(Set.of(scopes), false, false);
  }

  /** The same, and a login that is fresh. A limited token is a part of its login. */
  public Demand andFresh() {
    return new Demand(scopes, true, secondFactor);
  }

  /** The same, and a second factor. */
  public Demand andSecondFactor() {
    return new Demand(scopes, fresh, true);
  }

  /**
   * Whether the login behind a token suffices.
   *
   * @param token of one of the scopes
   */
  boolean isMetBy(TokenClaims token, Instant now) {
    boolean old = token.session().authTime().plus(FRESH).isBefore(now);
    return !(fresh && old && token.scope() == TokenScope.ORG)
        && (!secondFactor || token.session().hasSecondFactor());
  }
}
