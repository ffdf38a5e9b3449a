package dev.latchkey.registry;

import dev.latchkey.directory.UserStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user as operators see it: all but the hash.
 *
 * @param passwordSet whether there is a hash at all
 * @param passwordCost the hash's bcrypt cost; null where there is none or it is damaged
 * @param passwordChangedAt when the password was set; null where there is none, and where it was
 *     set elsewhere or by a version that did not note it
 * @param mfaConfigured whether there is a confirmed second factor
 * @param changePassword as it is stored; see {@link #mustChangePassword()}
 * @param inviteExpiresAt set for every invited user, and for a disabled user who was invited
 */
public record UserDetails(
    UUID id,
    String username,
    String email,
    String firstName,
    String lastName,
    UserStatus status,
    boolean passwordSet,
    @Nullable Integer passwordCost,
    @Nullable Instant passwordChangedAt,
    boolean mfaRequired,
    boolean mfaConfigured,
    boolean changePassword,
    @Nullable Instant inviteExpiresAt,
    List<String> favorites,
    Instant createdAt,
    Instant updatedAt) {

  /** Whether a login opens no more than a change of the password. */
  public boolean mustChangePassword() {
    return status.owesNewPassword(changePassword);
  }

  /** Whether this is an invitation that lets nobody in any more. */
  public boolean isInviteExpired(Instant now) {
    return status.isExpiredInvitation(inviteExpiresAt, now);
  }

  /**
   * What would be refused if it came today: each with the name of its field, and never the value.
   */
  public List<String> problems() {
    return Stream.concat(
            Stream.of(
                UserField.USERNAME.problemOf(username),
                UserField.EMAIL.problemOf(email),
                UserField.FIRST_NAME.problemOf(firstName),
                UserField.LAST_NAME.problemOf(lastName)),
            favorites.stream().map(UserField.FAVORITE::problemOf))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The rest is a person's data. */
  @Override
  public String toString() {
    return "UserDetails[" + id + "]";
  }
}
