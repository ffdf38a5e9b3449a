package dev.latchkey.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user to be added.
 *
 * @param passwordHash in modular crypt form; without one nobody can log in as this user
 * @param changePassword whether a login opens no more than a change of the password
 * @param inviteExpiresAt until when an invitation lets the user in; null for an active user
 */
public record NewUser(
    Profile profile,
    @Nullable String passwordHash,
    boolean mfaRequired,
    boolean changePassword,
    @Nullable Instant inviteExpiresAt) {

  public static NewUser active(Profile profile, String passwordHash) {
    return new NewUser(profile, passwordHash, false, false, null);
  }

  String status() {
    return inviteExpiresAt == null ? "active" : "invited";
  }

  @Override
  public String toString() {
    return "NewUser[" + profile + "]";
  }
}
