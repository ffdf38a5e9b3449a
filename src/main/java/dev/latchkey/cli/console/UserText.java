package dev.latchkey.cli.console;

import dev.latchkey.registry.UserAttempts;
import dev.latchkey.registry.UserDetails;
import dev.latchkey.registry.UserSteps;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a user tells whether a login succeeds, in words. */
public final class UserText {

  private UserText() {}

  /** First and last name, as far as there are both. */
  public static String name(UserDetails user) {
    return user.lastName().isEmpty() ? user.firstName() : user.firstName() + " " + user.lastName();
  }

  public static String statusAndPassword(UserDetails user, Instant now) {
    return user.passwordSet() ? status(user, now) : status(user, now) + ", without a password";
  }

  public static String status(UserDetails user, Instant now) {
    return switch (user.status()) {
      case ACTIVE -> user.changePassword() ? "active, must change the password" : "active";
      case DISABLED -> "disabled";
      case INVITED ->
          (user.isInviteExpired(now) ? "invited, expired " : "invited until ")
              + user.inviteExpiresAt();
    };
  }

  public static String password(UserDetails user) {
    if (!user.passwordSet()) {
      return "none";
    }
    var cost = user.passwordCost();
    return cost == null ? "damaged: nobody can log in with it" : "bcrypt of cost " + cost;
  }

  public static String passwordChanged(UserDetails user) {
    if (!user.passwordSet()) {
      return "never";
    }
    var changed = user.passwordChangedAt();
    return changed == null ? "unknown" : changed.toString();
  }

  public static String factorConfirmed(UserSteps steps) {
    var confirmed = steps.factorConfirmedAt();
    return confirmed == null ? "no second factor" : confirmed.toString();
  }

  public static String openCodes(UserSteps steps) {
    return steps.openCodes().isEmpty()
        ? "none"
        : steps.openCodes().stream()
            .map(code -> code.purpose() + " until " + code.expiresAt())
            .collect(Collectors.joining("; "));
  }

  /** In a row, from networks that are not known. */
  public static String failures(UserAttempts attempts) {
    return attempts.failures() + last("the last one at", attempts.lastFailureAt());
  }

  public static String knownNetworks(UserAttempts attempts) {
    return attempts.knownNetworks()
        + last("last seen on", attempts.lastKnownOn())
        + (attempts.networkFailures() == 0
            ? ""
            : ", with up to " + attempts.networkFailures() + " failures");
  }

  private static String last(String what, @Nullable Object when) {
    return when == null ? "" : ", " + what + " " + when;
  }
}
