package dev.latchkey.cli;

import dev.latchkey.registry.StoredUser;
import java.time.Instant;

/** Whether a user may log in, in words. */
final class UserState {

  private UserState() {}

  static String of(StoredUser user, Instant now) {
    return user.passwordSet() ? status(user, now) : status(user, now) + ", without a password";
  }

  static String status(StoredUser user, Instant now) {
    return switch (user.status()) {
      case ACTIVE -> user.changePassword() ? "active, must change the password" : "active";
      case DISABLED -> "disabled";
      case INVITED ->
          (user.isInviteExpired(now) ? "invited, expired " : "invited until ")
              + user.inviteExpiresAt();
    };
  }

  static String password(StoredUser user) {
    if (!user.passwordSet()) {
      return "none";
    }
    var cost = user.passwordCost();
    return cost == null ? "damaged: nobody can log in with it" : "bcrypt of cost " + cost;
  }
}
