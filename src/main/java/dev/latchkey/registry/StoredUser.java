package dev.latchkey.registry;

import dev.latchkey.directory.Account;
import dev.latchkey.directory.LoginName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as operators see it: all but the hash.
 *
 * @param passwordSet whether there is a hash at all
 * @param passwordCost the hash's bcrypt cost; null where there is none or it is damaged
 * @param changePassword as it is stored; see {@link #mustChangePassword()}
 * @param inviteExpiresAt set for every invited user, and for a disabled one who was
 */
public record StoredUser(
    UUID id,
    String username,
    String email,
    String firstName,
    String lastName,
    Account.Status status,
    boolean passwordSet,
    @Nullable Integer passwordCost,
    boolean mfaRequired,
    boolean mfaConfigured,
    boolean changePassword,
    @Nullable Instant inviteExpiresAt,
    List<String> favorites,
    Instant createdAt,
    Instant updatedAt) {

  /** Whether a text is the username or the e-mail address, without regard to case. */
  public boolean isNamed(String text) {
    var name = LoginName.of(text);
    return name.equals(LoginName.of(username)) || name.equals(LoginName.of(email));
  }

  /** Whether a login opens no more than a change of the password. */
  public boolean mustChangePassword() {
    return changePassword || status == Account.Status.INVITED;
  }

  /** Whether this is an invitation that lets nobody in any more. */
  public boolean isInviteExpired(Instant now) {
    return status == Account.Status.INVITED
        && inviteExpiresAt != null
        && !now.isBefore(inviteExpiresAt);
  }

  /** The rest is a person's data. */
  @Override
  public String toString() {
    return "StoredUser[" + id + "]";
  }
}
