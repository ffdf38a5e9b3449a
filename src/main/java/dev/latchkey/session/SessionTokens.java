package dev.latchkey.session;

import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.settings.Settings;
import dev.latchkey.token.IssuedToken;
import dev.latchkey.token.TokenClaims;
import dev.latchkey.token.TokenIssuer;
import dev.latchkey.token.TokenScope;
import dev.latchkey.token.TokenSession;
import dev.latchkey.token.TokenSubject;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The tokens of a session, from its first to its last: each shows the user as they are now, and
 * opens no more than the {@link NextStep}. A session has the same id, and the time of its login,
 * through all steps and renewals.
 */
@ApplicationScoped
public class SessionTokens {

  private static final Duration LONGEST = Duration.ofDays(30);

  private final TokenIssuer tokens;
  private final Duration maxAge;

  SessionTokens(TokenIssuer tokens, SessionConfig config) {
    this.tokens = tokens;
    this.maxAge = config.maxAge();
  }

  /**
   * @throws ConfigurationException when a setting is out of range; the message is one line
   */
  public void checkSettings() {
    Settings.require(
        maxAge.compareTo(TokenIssuer.LIFETIME) >= 0 && maxAge.compareTo(LONGEST) <= 0,
        "latchkey.session.max-age",
        "must be from 1h to 720h");
  }

  /** The first token of a new session, of a user who showed a password or a one-time code. */
  public IssuedToken begin(LoginUser user, UUID organization, OrgDomain domain) {
    return tokens.issue(subject(user, organization, domain.value(), NextStep.of(user, false)));
  }

  /**
   * A further token of the session of a token.
   *
   * @param session of the token, with what the user has shown since
   * @throws TokenRefusal when the session is at its end
   */
  public IssuedToken proceed(LoginUser user, TokenClaims token, TokenSession session) {
    var scope = NextStep.of(user, session.hasSecondFactor());
    var subject = subject(user, token.organizationId(), token.organizationDomain(), scope);
    return tokens.proceed(subject, session, end(session)).orElseThrow(() -> TokenRefusal.of(token));
  }

  /** When the last token of a session expires, at the latest. */
  Instant end(TokenSession session) {
    return session.authTime().plus(maxAge);
  }

  private static TokenSubject subject(
      LoginUser user, UUID organization, String domain, TokenScope scope) {
    return new TokenSubject(
        user.id(), user.username(), user.email(), organization, domain, scope, user.epoch());
  }
}
