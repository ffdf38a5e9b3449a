package dev.latchkey.directory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as one look-up found it: immutable, detached from any session.
 *
 * @param passwordHash modular crypt format, unchecked; null where no password was ever set
 * @param inviteExpiresAt set for every {@link UserStatus#INVITED} user
 * @param epoch rises when all sessions of the user end; that of a token that is valid
 */
public record LoginUser(
    UUID id,
    String username,
    String email,
    String firstName,
    String lastName,
    UserStatus status,
    @Nullable String passwordHash,
    boolean mfaRequired,
    boolean mfaConfigured,
    boolean changePassword,
    @Nullable Instant inviteExpiresAt,
    List<String> favorites,
    long epoch) {

  /** Whether the right password lets the user in now. */
  public boolean mayLogIn(Instant now) {
    return status.letsIn(inviteExpiresAt, now);
  }

  /** Whether the user must choose a new password before anything else. */
  public boolean owesNewPassword() {
    return status.owesNewPassword(changePassword);
  }

  /**
   * The same user, who has chosen a password.
   *
   * @param hash of the new password
   * @param newEpoch of the sessions since then
   */
  public LoginUser withPassword(String hash, long newEpoch) {
    return new LoginUser(
        id,
        username,
        email,
        firstName,
        lastName,
        UserStatus.ACTIVE,
        hash,
        mfaRequired,
        mfaConfigured,
        false,
        null,
        favorites,
        newEpoch);
  }

  /** The same user, who has a second factor. */
  public LoginUser withFactor() {
    return new LoginUser(
        id,
        username,
        email,
        firstName,
        lastName,
        status,
        passwordHash,
        mfaRequired,
        true,
        changePassword,
        inviteExpiresAt,
        favorites,
        epoch);
  }

  /** The hash is a secret and the rest is a person's data. */
  @Override
  public String toString() {
    return "LoginUser[" + id + "]";
  }
}
