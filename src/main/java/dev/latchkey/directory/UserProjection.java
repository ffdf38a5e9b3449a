package dev.latchkey.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * The user in a row of a query, filled by Hibernate. Everything of the user is null where there is
 * none, and {@code factorOf} where the user has no second factor.
 */
@NullUnmarked
@RegisterForReflection // only the text of the query names it
record UserProjection(
    UUID id,
    String username,
    String email,
    String firstName,
    String lastName,
    String status,
    String passwordHash,
    Boolean mfaRequired,
    Boolean changePassword,
    Instant inviteExpiresAt,
    String[] favorites,
    Long organizationEpoch,
    Long userEpoch,
    UUID factorOf) {

  /** Its columns; the aliases of the tables are {@code o}, {@code u} and {@code s}. */
  static final String COLUMNS =
      """
      new dev.latchkey.directory.UserProjection(u.id, u.username, u.email, u.firstName, u.lastName,
          u.status, u.passwordHash, u.mfaRequired, u.changePassword, u.inviteExpiresAt, u.favorites,
          o.sessionEpoch, u.sessionEpoch, s.userId)
      """;

  /** Null where there is none. */
  LoginUser toUser() {
    return id == null
        ? null
        : new LoginUser(
            id,
            username,
            email,
            firstName,
            lastName,
            UserStatus.parse(status).orElseThrow(),
            passwordHash,
            mfaRequired,
            factorOf != null,
            changePassword,
            inviteExpiresAt,
            List.of(favorites),
            organizationEpoch + userEpoch);
  }

  @Override
  public String toString() {
    return "UserProjection[" + id + "]";
  }
}
