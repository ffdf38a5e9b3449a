package dev.latchkey.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a user becomes another; null is left as it is.
 *
 * @param favorites all favourites from now on; an empty list leaves none
 */
public record UserChange(
    @Nullable String username,
    @Nullable String email,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable Boolean mfaRequired,
    @Nullable Boolean changePassword,
    @Nullable List<String> favorites) {

  private static final UserChange NONE = new UserChange(null, null, null, null, null, null, null);

  /**
   * @throws InvalidFieldException when a favourite is none that the directory keeps
   */
  public UserChange {
    if (favorites != null) {
      favorites = List.copyOf(favorites);
      NewUser.requireFavorites(favorites);
    }
  }

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
