package dev.latchkey.registry;

/**
 * Who a user is: each value 1 to 254 code points, not blank, without control characters.
 *
 * @param username the user logs in with it or with {@code email}; both may be the same name
 */
public record Profile(String username, String email, String firstName, String lastName) {

  /**
   * @throws InvalidFieldException when a value is none that the directory keeps
   */
  public Profile {
    FieldRule.requireName("username", username);
    FieldRule.requireEmail("email", email);
    FieldRule.requireName("firstName", firstName);
    FieldRule.requireName("lastName", lastName);
  }
}
