package dev.latchkey.session;

import dev.latchkey.caller.Client;
import dev.latchkey.directory.Directory;
import dev.latchkey.directory.EndedSessions;
import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.SessionHolder;
import dev.latchkey.token.IssuedToken;
import dev.latchkey.token.TokenClaims;
import dev.latchkey.token.TokenIssuer;
import dev.latchkey.token.TokenScope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/**
 * What becomes of a token that came through the {@link TokenGate}. It runs on the caller's event
 * loop. A renewal only reads; a logout writes.
 */
@ApplicationScoped
public class SessionService {

  private final Directory directory;
  private final EndedSessions ended;
  private final SessionTokens tokens;
  private final Clock clock;
  private final Sweeping sweeping;

  SessionService(Directory directory, EndedSessions ended, SessionTokens tokens, Clock clock) {
    this.directory = directory;
    this.ended = ended;
    this.tokens = tokens;
    this.clock = clock;
    this.sweeping = new Sweeping(ended::sweep, System::nanoTime);
  }

  /**
   * @return a new token of the same session, with the user as they are now; fails with a {@link
   *     TokenRefusal} or a {@link SessionRefusal}
   */
  Uni<IssuedToken> renew(TokenClaims token, Client client) {
    return user(token, client).map(user -> renewed(token, user));
  }

  private IssuedToken renewed(TokenClaims token, LoginUser user) {
    if (NextStep.of(user, token.session().hasSecondFactor()) != TokenScope.ORG) {
      throw TokenRefusal.of(token);
    }
    return tokens.proceed(user, token, token.session());
  }

  /**
   * When no token of the session can be valid any more, also one of a replica that lets sessions
   * live longer.
   */
  private Instant lastExpiry(TokenClaims token) {
    var end = tokens.end(token.session());
    var ofOthers = clock.instant().plus(TokenIssuer.LIFETIME);
    return end.isAfter(ofOthers) ? end : ofOthers;
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
      throw TokenRefusal.of(token);
    }
    return user(token, client)
        .chain(user -> everywhere ? endAll(token, user, client) : end(token, client))
        .invoke(sweeping::sweepIfDue)
        .onFailure()
        .transform(SessionRefusal::of);
  }

  private Uni<Void> end(TokenClaims token, Client client) {
    return ended.add(token.session().id(), lastExpiry(token), client.networks());
  }

  /** All sessions of before have ended where nothing was changed, that of the token too. */
  private Uni<Void> endAll(TokenClaims token, LoginUser user, Client client) {
    return ended
        .addAll(user.id(), user.epoch(), client.networks())
        .invoke(
            changed -> {
              if (!changed) {
                throw TokenRefusal.of(token);
              }
            })
        .replaceWithVoid();
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
    return LiveSession.user(token, holder, clock.instant());
  }
}
