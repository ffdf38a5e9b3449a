package dev.latchkey.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.latchkey.directory.LoginUser;
import java.util.List;
import java.util.UUID;

/** A user as the user sees it: docs/api.md has the members and their order. */
public record Person(
    UUID id,
    String username,
    String email,
    String firstName,
    String lastName,
    String status,
    boolean mfaRequired,
    boolean mfaConfigured,
    boolean changePassword,
    @JsonProperty("invite_expired") boolean inviteExpired,
    List<String> favorite) {

  /** A user who may log in now. */
  public static Person of(LoginUser user) {
    return new Person(
        user.id(),
        user.username(),
        user.email(),
        user.firstName(),
        user.lastName(),
        user.status().text(),
        user.mfaRequired(),
        user.mfaConfigured(),
        user.owesNewPassword(),
        false, // an expired invitation is a 401
        user.favorites());
  }

  /** The rest is a person's data. */
  @Override
  public String toString() {
    return "Person[" + id + "]";
  }
}
