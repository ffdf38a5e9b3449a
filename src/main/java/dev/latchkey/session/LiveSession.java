package dev.latchkey.session;

import dev.latchkey.directory.LoginUser;
import dev.latchkey.directory.SessionHolder;
import dev.latchkey.token.TokenClaims;
import java.time.Instant;

/** The database's word on a token: whether its session still goes on. */
public final class LiveSession {

  private LiveSession() {}

  /**
   * The user of a token as they are now.
   *
   * @throws TokenRefusal when the session was ended, or the user is gone or may not log in
   */
  public static LoginUser user(TokenClaims token, SessionHolder holder, Instant now) {
    var user = holder.user();
    if (user == null || holder.ended() || user.epoch() != token.epoch() || !user.mayLogIn(now)) {
      throw TokenRefusal.of(token);
    }
    return user;
  }
}
