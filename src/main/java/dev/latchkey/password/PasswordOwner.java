package dev.latchkey.password;

import java.util.List;

/**
 * Whose new password it is, as far as the rules ask.
 *
 * @param secondFactorRequired whether the user must log in with a second factor
 * @param names the username, the e-mail address, the first and the last name
 * @param organizationNames the domain and the name of the user's organisation
 */
public record PasswordOwner(
    boolean secondFactorRequired, List<String> names, List<String> organizationNames) {

  public PasswordOwner {
    names = List.copyOf(names);
    organizationNames = List.copyOf(organizationNames);
  }

  /** The rest is a person's data. */
  @Override
  public String toString() {
    return "PasswordOwner[secondFactorRequired=" + secondFactorRequired + "]";
  }
}
