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
   * @throws InvalidFieldException when a value is none that the directory keeps. Those that are
   *     left as they are may be older than a rule.
   */
  public UserChange {
    requireIfGiven(UserField.USERNAME, username);
    requireIfGiven(UserField.EMAIL, email);
    requireIfGiven(UserField.FIRST_NAME, firstName);
    requireIfGiven(UserField.LAST_NAME, lastName);
    if (favorites != null) {
      favorites = List.copyOf(favorites);
      NewUser.requireFavorites(favorites);
    }
  }

  public boolean isNone() {
    return equals(NONE);
  }

  private static void requireIfGiven(UserField field, @Nullable String value) {
    if (value != null) {
      field.require(value);
    }
  }

  static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  @Override
  public String toString() {
    return "UserChange[…]";
  }
}
