package dev.latchkey.registry;

import dev.latchkey.directory.UserStatus;

/** What a one-time code is for: the values of {@code one_time_codes.purpose}. */
public enum CodePurpose {
  /** The first password of a user who is invited. */
  INVITATION("invitation", UserStatus.INVITED),
  /** A new password of an active user. */
  RESET("reset", UserStatus.ACTIVE);

  private final String text;
  private final UserStatus status;

  CodePurpose(String text, UserStatus status) {
    this.text = text;
    this.status = status;
  }

  /** As the database writes it. */
  public String text() {
    return text;
  }

  /** The only status that such a code is for. */
  UserStatus status() {
    return status;
  }
}
