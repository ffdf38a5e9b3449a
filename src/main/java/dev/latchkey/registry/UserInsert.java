package dev.latchkey.registry;

import dev.latchkey.factor.SealedSecret;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A user on the way into the database.
 *
 * @param row where the user comes from, if from an import
 * @param factor the secret of a second factor that the user has confirmed elsewhere
 */
record UserInsert(long row, UUID id, NewUser user, @Nullable SealedSecret factor) {

  private static final String INSERT =
      """
      INSERT INTO users (id, organization_id, username, email, first_name, last_name, status,
          password_hash, mfa_required, change_password, invite_expires_at, favorites)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  // No code was accepted yet: the next one is, in whichever step it comes.
  private static final String INSERT_FACTOR =
      """
      INSERT INTO second_factors (user_id, key_id, secret, last_step, confirmed_at)
      VALUES (?, ?, ?, 0, now())
      """;

  /**
   * @param sealing gives the factor for the id that is made here; null for a user without one
   */
  static UserInsert of(long row, NewUser user, @Nullable Function<UUID, SealedSecret> sealing) {
    var id = UUID.randomUUID();
    return new UserInsert(row, id, user, sealing == null ? null : sealing.apply(id));
  }

  /**
   * Adds all of them.
   *
   * @return the names that mean somebody else; if there is one, the transaction must not be kept
   */
  static List<NameClaim> insert(Connection connection, UUID organization, List<UserInsert> users)
      throws SQLException {
    try (var insert = connection.prepareStatement(INSERT)) {
      for (var user : users) {
        user.bind(insert, organization);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    insertFactors(connection, users);
    return NameClaim.refused(
        connection, organization, users.stream().flatMap(u -> u.claims().stream()).toList());
  }

  private static void insertFactors(Connection connection, List<UserInsert> users)
      throws SQLException {
    try (var insert = connection.prepareStatement(INSERT_FACTOR)) {
      for (var user : users) {
        var factor = user.factor();
        if (factor != null) {
          insert.setObject(1, user.id());
          insert.setString(2, factor.keyId());
          insert.setBytes(3, factor.bytes());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  List<NameClaim> claims() {
    return NameClaim.of(row, id, user.profile());
  }

  private void bind(PreparedStatement insert, UUID organization) throws SQLException {
    insert.setObject(1, id);
    insert.setObject(2, organization);
    insert.setString(3, user.profile().username());
    insert.setString(4, user.profile().email());
    insert.setString(5, user.profile().firstName());
    insert.setString(6, user.profile().lastName());
    insert.setString(7, user.status().text());
    insert.setString(8, user.passwordHash());
    insert.setBoolean(9, user.mfaRequired());
    insert.setBoolean(10, user.changePassword());
    var inviteExpiresAt = user.inviteExpiresAt();
    insert.setObject(11, inviteExpiresAt == null ? null : inviteExpiresAt.atOffset(ZoneOffset.UTC));
    insert.setObject(12, user.favorites().toArray(String[]::new));
  }

  @Override
  public String toString() {
    return "UserInsert[" + id + "]";
  }
}
