package dev.latchkey.registry;

/**
 * Who a user is: each value 1 to 254 code points, not blank, without control characters and without
 * a blank at either end. What one logs in with is as a keyboard gives it.
 *
 * @param username the user logs in with it or with {@code email}; both may be the same name
 * @param lastName empty for people with one name
 */
public record Profile(String username, String email, String firstName, String lastName) {

  /**
   * @throws InvalidFieldException when a value is none that the directory keeps
   */
  public Profile {
    UserField.USERNAME.require(username);
    UserField.EMAIL.require(email);
    UserField.FIRST_NAME.require(firstName);
    UserField.LAST_NAME.require(lastName);
  }
}
