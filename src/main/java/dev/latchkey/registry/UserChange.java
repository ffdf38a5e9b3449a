package dev.latchkey.registry;

import org.jspecify.annotations.Nullable;

/** What of a user becomes another; null is left as it is. */
public record UserChange(
    @Nullable String username,
    @Nullable String email,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable Boolean mfaRequired,
    @Nullable Boolean mfaConfigured,
    @Nullable Boolean changePassword) {

  private static final UserChange NONE = new UserChange(null, null, null, null, null, null, null);

  public boolean isNone() {
    return equals(NONE);
  }

  /** The user's names afterwards. */
  Profile profile(UserDetails user) {
    return new Profile(
        or(username, user.username()),
        or(email, user.email()),
        or(firstName, user.firstName()),
        or(lastName, user.lastName()));
  }

  static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  @Override
  public String toString() {
    return "UserChange[…]";
  }
}
