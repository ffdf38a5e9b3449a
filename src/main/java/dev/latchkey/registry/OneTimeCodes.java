package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.OrgDomain;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Codes with which a user sets a password once, without an old one. The database keeps their hashes
 * alone. A user has one code of each purpose: a new one takes its place. Each call is one
 * transaction, which locks the user first. It blocks; every failure of the database is a {@link
 * DatabaseException}.
 */
@Singleton
public final class OneTimeCodes {

  // A password that an operator typed is for the invitation before this one.
  private static final String INVITE =
      """
      UPDATE users SET password_hash = NULL, password_changed_at = NULL, invite_expires_at = ?, updated_at = now()
      WHERE id = ?
      """;

  private final Database database;

  public OneTimeCodes(Database database) {
    this.database = database;
  }

  /**
   * A code that is kept.
   *
   * @param user as they are with it
   * @param expiresAt its end, by the clock of the database
   */
  public record Kept(UserDetails user, Instant expiresAt) {}

  /**
   * Keeps a code. One for an invitation is the whole invitation: it lasts as long as the code, and
   * a password that was typed for an earlier one is gone.
   *
   * @param hash SHA-256 of the code in its normal form
   * @param validity in whole seconds, from now on
   * @throws RegistrationException.WrongStatusException when the user has another status than the
   *     purpose asks
   * @throws RegistrationException when there is no such user or organisation
   */
  public Kept keep(
      OrgDomain domain, String nameOrId, CodePurpose purpose, byte[] hash, Duration validity) {
    return database.transact(
        connection -> {
          var organization = Organizations.id(connection, domain);
          var user = UserQueries.find(connection, organization, nameOrId, true);
          requireStatus(user, purpose);
          var end = StepQueries.putCode(connection, user.id(), purpose, hash, validity);
          if (purpose == CodePurpose.INVITATION) {
            invite(connection, user.id(), end);
          }
          return new Kept(UserQueries.get(connection, organization, user.id()), end);
        });
  }

  private static void requireStatus(UserDetails user, CodePurpose purpose) {
    if (user.status() != purpose.status()) {
      throw new RegistrationException.WrongStatusException(user.status());
    }
  }

  private static void invite(Connection connection, UUID user, Instant end) throws SQLException {
    try (var update = connection.prepareStatement(INVITE)) {
      update.setObject(1, end.atOffset(ZoneOffset.UTC));
      update.setObject(2, user);
      update.executeUpdate();
    }
  }
}
