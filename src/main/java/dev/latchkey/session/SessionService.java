package dev.latchkey.session;

import dev.latchkey.caller.Client;
import dev.latchkey.directory.Directory;
import dev.latchkey.directory.EndedSessions;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.SessionHolder;
import dev.latchkey.settings.Settings;
import dev.latchkey.token.IssuedToken;
import dev.latchkey.token.TokenClaims;
import dev.latchkey.token.TokenIssuer;
import dev.latchkey.token.TokenScope;
import dev.latchkey.token.TokenSubject;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a token that came through the {@link TokenGate}. It runs on the caller's event
 * loop. A renewal only reads; a logout writes.
 */
@ApplicationScoped
public class SessionService {

  private static final Duration LONGEST = Duration.ofDays(30);

  private final Directory directory;
  private final EndedSessions ended;
  private final TokenIssuer tokens;
  private final Duration maxAge;
  private final Clock clock;
  private final Sweeping sweeping;

  SessionService(
      Directory directory,
      EndedSessions ended,
      TokenIssuer tokens,
      SessionConfig config,
      Clock clock) {
    this.directory = directory;
    this.ended = ended;
    this.tokens = tokens;
    this.maxAge = config.maxAge();
    this.clock = clock;
    this.sweeping = new Sweeping(ended::sweep, System::nanoTime);
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

  /**
   * @return a new token of the same session, with the user as they are now; fails with a {@link
   *     TokenRefusal} or a {@link SessionRefusal}
   */
  Uni<IssuedToken> renew(TokenClaims token, Client client) {
    return user(token, client).map(user -> renewed(token, user));
  }

  private IssuedToken renewed(TokenClaims token, LoginUser user) {
    if (owes(user, token)) {
      throw invalid(token);
    }
    var subject =
        new TokenSubject(
            user.id(),
            user.username(),
            user.email(),
            token.organizationId(),
            token.organizationDomain(),
            TokenScope.ORG,
            user.epoch());
    return tokens.renew(subject, token.session(), end(token)).orElseThrow(() -> invalid(token));
  }

  /** Whether a login would give a limited token now, or ask for a factor that was not shown. */
  private static boolean owes(LoginUser user, TokenClaims token) {
    boolean owesFactor =
        (user.mfaRequired() || user.mfaConfigured()) && !token.session().hasSecondFactor();
    return owesFactor || (user.mfaRequired() && !user.mfaConfigured()) || user.owesNewPassword();
  }

  /** When the last token of the session expires, at the latest. */
  private Instant end(TokenClaims token) {
    return token.session().authTime().plus(maxAge);
  }

  /** The same, also where another replica lets sessions live longer. */
  private Instant lastExpiry(TokenClaims token) {
    var ofOthers = clock.instant().plus(TokenIssuer.LIFETIME);
    return end(token).isAfter(ofOthers) ? end(token) : ofOthers;
  }

  /** Fails as {@link #renew} does. A user who owes something now is shown as well. */
  Uni<LoginUser> show(TokenClaims token, Client client) {
    return user(token, client);
  }

  /**
   * Ends the session of a token, or all sessions of its user.
   *
   * @return fails as {@link #renew} does, also where the session has ended already
   */
  Uni<Void> logout(TokenClaims token, boolean everywhere, Client client) {
    if (everywhere && token.scope() != TokenScope.ORG) {
      throw invalid(token);
    }
    return user(token, client)
        .chain(
            user ->
                everywhere
                    ? ended.addAll(user.id(), user.epoch(), client.networks())
                    : ended.add(token.session().id(), lastExpiry(token), client.networks()))
        .invoke(sweeping::sweepIfDue)
        .onFailure()
        .transform(SessionRefusal::of);
  }

  /** The user of a token whose session has not ended, as the database knows them now. */
  private Uni<LoginUser> user(TokenClaims token, Client client) {
    return directory
        .findHolder(
            new OrgDomain(token.organizationDomain()),
            token.userId(),
            token.session().id(),
            client.networks())
        .map(holder -> holder.orElseThrow(SessionRefusal::unknownOrganization))
        .map(holder -> user(token, holder))
        .onFailure()
        .transform(SessionRefusal::of);
  }

  private LoginUser user(TokenClaims token, SessionHolder holder) {
    var user = holder.user();
    if (user == null
        || holder.ended()
        || user.epoch() != token.epoch()
        || !user.mayLogIn(clock.instant())) {
      throw invalid(token);
    }
    return user;
  }

  private static TokenRefusal invalid(TokenClaims token) {
    return TokenRefusal.invalid(Optional.of(new OrgDomain(token.organizationDomain())));
  }
}
