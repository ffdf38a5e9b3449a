package dev.latchkey.directory;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@code users.status}, and the rules that hang on them: who may log in, who owes.
 */
public enum UserStatus {
  ACTIVE("active"),
  INVITED("invited"),
  DISABLED("disabled");

  private final String text;

  UserStatus(String text) {
    this.text = text;
  }

  /** Empty where no status is written like this. */
  public static Optional<UserStatus> parse(String text) {
    return Stream.of(values()).filter(s -> s.text.equals(text)).findFirst();
  }

  /** As the database and the contract write it. */
  public String text() {
    return text;
  }

  /**
   * Whether the right password lets a user in (docs/api.md).
   *
   * @param inviteExpiresAt the end of the invitation of an invited user
   */
  public boolean letsIn(@Nullable Instant inviteExpiresAt, Instant now) {
    return this != DISABLED && !isExpiredInvitation(inviteExpiresAt, now);
  }

  /** Whether this is an invitation that lets nobody in any more. */
  public boolean isExpiredInvitation(@Nullable Instant inviteExpiresAt, Instant now) {
    return this == INVITED && (inviteExpiresAt == null || !now.isBefore(inviteExpiresAt));
  }

  /**
   * Whether a login opens no more than a change of the password.
   *
   * @param changePassword as it is stored
   */
  public boolean owesNewPassword(boolean changePassword) {
    return changePassword || this == INVITED;
  }
}
