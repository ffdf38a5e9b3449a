package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.UserStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What operators do with an organisation's users, each in one transaction. It blocks; every failure
 * of the database is a {@link DatabaseException}.
 *
 * <p>A user is named by username, e-mail address or id: {@link
 * RegistrationException.UnknownUserException} where nobody is, {@link
 * RegistrationException.UnknownOrganizationException} where the organisation is none.
 */
@Singleton
public final class Users {

  private static final String END_SESSIONS =
      "UPDATE users SET session_epoch = session_epoch + 1 WHERE id = ?";

  private final Database database;

  public Users(Database database) {
    this.database = database;
  }

  /**
   * @return the user's id
   * @throws RegistrationException when a name is another user's
   */
  public UUID add(OrgDomain domain, NewUser user) {
    return database.transact(
        connection -> {
          var insert = UserInsert.of(0, null, user, null);
          Clash.requireNone(
              UserInsert.insert(connection, Organizations.id(connection, domain), List.of(insert)));
          // Not in an import: it has hashes that were made elsewhere, at a time that nobody knows.
          execute(
              connection,
              "UPDATE users SET password_changed_at = now() WHERE id = ? AND password_hash IS NOT NULL",
              insert.id());
          return insert.id();
        });
  }

  /**
   * Begins to add many users in one transaction, which is kept or undone as a whole.
   *
   * @throws RegistrationException.ImportUnderWayException when another import into the organisation
   *     is not at its end
   */
  public UserImport beginImport(OrgDomain domain) {
    return UserImport.begin(database, domain);
  }

  public UserDetails get(OrgDomain domain, String nameOrId) {
    return database.transact(
        connection ->
            UserQueries.find(connection, Organizations.id(connection, domain), nameOrId, false));
  }

  /**
   * What failed logins and full ones left of a user.
   *
   * @param knownSince the first day that makes a network known
   */
  public UserAttempts attempts(UUID id, LocalDate knownSince) {
    return database.transact(connection -> AttemptQueries.get(connection, id, knownSince));
  }

  /** What a user has beside the password. */
  public UserSteps steps(UUID id) {
    return database.transact(connection -> StepQueries.get(connection, id));
  }

  /**
   * Shows every user of the organisation, by username in the order of its bytes, as they are at one
   * moment.
   *
   * @param status only those of this status; null for all
   * @param reader says whether it wants another
   */
  public void forEach(
      OrgDomain domain, @Nullable UserStatus status, Predicate<UserDetails> reader) {
    database.transact(
        connection -> {
          UserQueries.forEach(connection, Organizations.id(connection, domain), status, reader);
          return true;
        });
  }

  /**
   * Changes what is given. With another e-mail address, all one-time codes are void: they may have
   * been sent to the old one.
   *
   * @return the user afterwards
   * @throws RegistrationException when a new name is another user's
   */
  public UserDetails update(OrgDomain domain, String nameOrId, UserChange change) {
    return change(
        domain,
        nameOrId,
        (connection, organization, user) -> {
          var username = UserChange.or(change.username(), user.username());
          var email = UserChange.or(change.email(), user.email());
          rename(connection, organization, user.id(), username, email);
          execute(
              connection,
              """
              UPDATE users SET username = ?, email = ?, first_name = ?, last_name = ?,
                  mfa_required = ?, change_password = ?, favorites = ?,
                  updated_at = now()
              WHERE id = ?
              """,
              username,
              email,
              UserChange.or(change.firstName(), user.firstName()),
              UserChange.or(change.lastName(), user.lastName()),
              UserChange.or(change.mfaRequired(), user.mfaRequired()),
              UserChange.or(change.changePassword(), user.changePassword()),
              UserChange.or(change.favorites(), user.favorites()).toArray(String[]::new),
              user.id());
          if (!email.equals(user.email())) {
            StepQueries.voidCodes(connection, user.id());
          }
        });
  }

  /**
   * Gives a user a new password. An invitation that was under way ends with it, and so do a lock,
   * all sessions and all one-time codes of the user. A disabled user stays disabled.
   *
   * @param change whether a login opens no more than a change of the password
   * @param inviteExpiresAt until when the password lets in as a new invitation; null for a password
   *     that stays
   * @return the user afterwards
   */
  public UserDetails setPassword(
      OrgDomain domain,
      UUID id,
      String passwordHash,
      boolean change,
      @Nullable Instant inviteExpiresAt) {
    return change(
        domain,
        id.toString(),
        (connection, organization, user) -> {
          execute(
              connection,
              """
              UPDATE users SET password_hash = ?, password_changed_at = now(), change_password = ?,
                  invite_expires_at = ?, status = ?, session_epoch = session_epoch + 1, updated_at = now()
              WHERE id = ?
              """,
              passwordHash,
              change,
              inviteExpiresAt == null ? null : inviteExpiresAt.atOffset(ZoneOffset.UTC),
              statusWith(user, inviteExpiresAt).text(),
              id);
          AttemptQueries.clear(connection, id);
          StepQueries.voidCodes(connection, id);
        });
  }

  private static UserStatus statusWith(UserDetails user, @Nullable Instant inviteExpiresAt) {
    if (user.status() == UserStatus.DISABLED) {
      return UserStatus.DISABLED;
    }
    return inviteExpiresAt == null ? UserStatus.ACTIVE : UserStatus.INVITED;
  }

  /**
   * Forgets a user's failures in a row, and so ends the lock of the account. Networks stay known.
   *
   * @param knownSince the first day that makes a network known
   */
  public Unlocked unlock(OrgDomain domain, String nameOrId, LocalDate knownSince) {
    return database.transact(
        connection -> {
          var user =
              UserQueries.find(connection, Organizations.id(connection, domain), nameOrId, true);
          var before = AttemptQueries.get(connection, user.id(), knownSince);
          AttemptQueries.clear(connection, user.id());
          return new Unlocked(user, before);
        });
  }

  /**
   * A user whose failures are forgotten.
   *
   * @param before what there was
   */
  public record Unlocked(UserDetails user, UserAttempts before) {}

  /**
   * Lets a disabled user in again. A user who was invited before is invited again, with the old end
   * of the invitation. No session of before comes back, also if an older version disabled the user
   * and ended none. For a user who is not disabled nothing changes.
   *
   * @return the user afterwards
   */
  public UserDetails enable(OrgDomain domain, String nameOrId) {
    return change(
        domain,
        nameOrId,
        (connection, organization, user) ->
            execute(
                connection,
                """
                UPDATE users SET updated_at = now(), session_epoch = session_epoch + 1,
                    status = CASE WHEN invite_expires_at IS NULL THEN 'active' ELSE 'invited' END
                WHERE id = ? AND status = 'disabled'
                """,
                user.id()));
  }

  /**
   * Keeps a user out from now on, ends all sessions of the user, and voids all one-time codes.
   * Tokens that were given stay valid until they expire.
   *
   * @return the user afterwards
   */
  public UserDetails disable(OrgDomain domain, String nameOrId) {
    return change(
        domain,
        nameOrId,
        (connection, organization, user) -> {
          execute(
              connection,
              "UPDATE users SET status = 'disabled', session_epoch = session_epoch + 1,"
                  + " updated_at = now() WHERE id = ? AND status <> 'disabled'",
              user.id());
          StepQueries.voidCodes(connection, user.id());
        });
  }

  /**
   * Ends all sessions of a user: none of their tokens can be renewed any more. Tokens that were
   * given stay valid until they expire.
   *
   * @return the user, who is otherwise as before
   */
  public UserDetails endSessions(OrgDomain domain, String nameOrId) {
    return change(
        domain,
        nameOrId,
        (connection, organization, user) -> execute(connection, END_SESSIONS, user.id()));
  }

  /**
   * Removes the second factor of a user, the recovery codes, and an enrolment that was begun, and
   * ends all sessions of the user. Where there is nothing of it, nothing changes.
   */
  public FactorReset resetFactor(OrgDomain domain, String nameOrId) {
    return database.transact(
        connection -> {
          var organization = Organizations.id(connection, domain);
          var user = UserQueries.find(connection, organization, nameOrId, true);
          var removed = StepQueries.removeFactor(connection, user.id());
          if (!removed.isNothing()) {
            execute(connection, END_SESSIONS, user.id());
          }
          return new FactorReset(UserQueries.get(connection, organization, user.id()), removed);
        });
  }

  /**
   * A user without a second factor.
   *
   * @param removed what there was
   */
  public record FactorReset(UserDetails user, RemovedFactor removed) {}

  /**
   * Removes a user and all that the database holds of them. The names are free again.
   *
   * @return the user as it was
   */
  public UserDetails delete(OrgDomain domain, String nameOrId) {
    return database.transact(
        connection -> {
          var user =
              UserQueries.find(connection, Organizations.id(connection, domain), nameOrId, true);
          execute(connection, "DELETE FROM users WHERE id = ?", user.id());
          return user;
        });
  }

  @FunctionalInterface
  private interface Change {
    void of(Connection connection, UUID organization, UserDetails user) throws SQLException;
  }

  /** Locks the row first: of two changes at once, the second one sees the result of the first. */
  private UserDetails change(OrgDomain domain, String nameOrId, Change change) {
    return database.transact(
        connection -> {
          var organization = Organizations.id(connection, domain);
          var user = UserQueries.find(connection, organization, nameOrId, true);
          change.of(connection, organization, user);
          return UserQueries.get(connection, organization, user.id());
        });
  }

  private static void rename(
      Connection connection, UUID organization, UUID id, String username, String email)
      throws SQLException {
    var claims = NameClaim.of(0, id, username, email);
    execute(
        connection,
        "DELETE FROM login_names WHERE organization_id = ? AND user_id = ? AND name_key <> ALL (?)",
        organization,
        id,
        claims.stream().map(claim -> claim.name().key()).toArray(String[]::new));
    Clash.requireNone(NameClaim.refused(connection, organization, claims));
  }

  private static void execute(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
