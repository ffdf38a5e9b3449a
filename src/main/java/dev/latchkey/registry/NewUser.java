package dev.latchkey.registry;

import dev.latchkey.directory.UserStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user to be added.
 *
 * @param passwordHash in modular crypt form; without one nobody can log in as this user
 * @param changePassword whether a login opens no more than a change of the password
 * @param inviteExpiresAt the end of the invitation: set for an invited user, and for a disabled
 *     user who will be invited again when enabled
 */
public record NewUser(
    Profile profile,
    @Nullable String passwordHash,
    UserStatus status,
    boolean mfaRequired,
    boolean changePassword,
    @Nullable Instant inviteExpiresAt,
    List<String> favorites) {

  /**
   * @throws InvalidFieldException when a value is none that the directory keeps, or status and
   *     invitation do not go together
   */
  public NewUser {
    if (status == UserStatus.INVITED && inviteExpiresAt == null) {
      throw new InvalidFieldException("inviteExpiresAt", "is missing, though the user is invited");
    }
    if (status == UserStatus.ACTIVE && inviteExpiresAt != null) {
      throw new InvalidFieldException("inviteExpiresAt", "is set, though the user is active");
    }
    favorites = List.copyOf(favorites);
    requireFavorites(favorites);
  }

  /**
   * @throws InvalidFieldException when a favourite is none that the directory keeps
   */
  public static void requireFavorites(List<String> favorites) {
    favorites.forEach(UserField.FAVORITE::require);
  }

  /** A user who may log in. */
  public static NewUser active(Profile profile, @Nullable String passwordHash) {
    return new NewUser(profile, passwordHash, UserStatus.ACTIVE, false, false, null, List.of());
  }

  @Override
  public String toString() {
    return "NewUser[" + profile + "]";
  }
}
