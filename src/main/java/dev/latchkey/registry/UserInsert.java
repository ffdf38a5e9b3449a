package dev.latchkey.registry;

import dev.latchkey.factor.SealedSecret;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  // The time of each row is a microsecond after that of the row before. So the database itself
  // knows the row of a user whose name or id comes again, and the process remembers none. An
  // import takes longer than a microsecond for a row: no time is one to come. No favourite has a
  // control character.
  private static final String INSERT =
      """
      INSERT INTO users (id, organization_id, username, email, first_name, last_name, status,
          password_hash, mfa_required, change_password, invite_expires_at, favorites,
          created_at, updated_at)
      SELECT u.id, ?, u.username, u.email, u.first_name, u.last_name, u.status,
          u.password_hash, u.mfa_required, u.change_password, u.invite_expires_at,
          string_to_array(u.favorites, E'\\x1f'),
          now() + u.row * interval '1 microsecond', now() + u.row * interval '1 microsecond'
      FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::boolean[], ?::boolean[], ?::timestamptz[], ?::text[], ?::bigint[])
          AS u (id, username, email, first_name, last_name, status, password_hash,
              mfa_required, change_password, invite_expires_at, favorites, row)
      ON CONFLICT DO NOTHING
      RETURNING id
      """;

  /** The row of a user {@code u} whom this transaction has added; null for all others. */
  static final String ROW =
      """
      CASE WHEN u.xmin = pg_current_xact_id()::xid
          THEN (extract(epoch FROM u.created_at - now()) * 1000000)::bigint END
      """;

  private static final String HOLDERS = "SELECT u.id, " + ROW + " FROM users u WHERE id = ANY (?)";

  // No code was accepted yet: the next one is, in whichever step it comes.
  private static final String INSERT_FACTOR =
      """
      INSERT INTO second_factors (user_id, key_id, secret, last_step, confirmed_at)
      VALUES (?, ?, ?, 0, now())
      """;

  /**
   * @param id null for a user who gets a new one
   * @param sealing gives the factor for the id; null for a user without one
   */
  static UserInsert of(
      long row, @Nullable UUID id, NewUser user, @Nullable Function<UUID, SealedSecret> sealing) {
    var known = id == null ? UUID.randomUUID() : id;
    return new UserInsert(row, known, user, sealing == null ? null : sealing.apply(known));
  }

  /**
   * Adds all of them.
   *
   * @return the ids and names that are somebody else's; if there is one, the transaction must not
   *     be kept
   */
  static List<Clash> insert(Connection connection, UUID organization, List<UserInsert> users)
      throws SQLException {
    var ids = insertUsers(connection, organization, users);
    // Of two with one id in here, the first is added.
    var added = new ArrayList<UserInsert>();
    var others = new ArrayList<UserInsert>();
    users.forEach(user -> (ids.remove(user.id) ? added : others).add(user));
    insertFactors(connection, added);
    var clashes = idClashes(connection, others);
    clashes.addAll(
        NameClaim.refused(
            connection, organization, added.stream().flatMap(u -> u.claims().stream()).toList()));
    return clashes;
  }

  /** Returns the ids of those who are added. */
  private static Set<UUID> insertUsers(
      Connection connection, UUID organization, List<UserInsert> users) throws SQLException {
    try (var insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, organization);
      bind(insert, 2, "uuid", users, UserInsert::id);
      bind(insert, 3, "text", users, u -> u.user.profile().username());
      bind(insert, 4, "text", users, u -> u.user.profile().email());
      bind(insert, 5, "text", users, u -> u.user.profile().firstName());
      bind(insert, 6, "text", users, u -> u.user.profile().lastName());
      bind(insert, 7, "text", users, u -> u.user.status().text());
      bind(insert, 8, "text", users, u -> u.user.passwordHash());
      bind(insert, 9, "bool", users, u -> u.user.mfaRequired());
      bind(insert, 10, "bool", users, u -> u.user.changePassword());
      bind(insert, 11, "timestamptz", users, u -> u.user.inviteExpiresAt());
      bind(insert, 12, "text", users, u -> String.join("\u001f", u.user.favorites()));
      bind(insert, 13, "int8", users, UserInsert::row);
      var ids = new HashSet<UUID>();
      try (var rows = insert.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    }
  }

  private static void bind(
      PreparedStatement statement,
      int index,
      String type,
      List<UserInsert> users,
      Function<UserInsert, @Nullable Object> column)
      throws SQLException {
    statement.setArray(
        index, statement.getConnection().createArrayOf(type, users.stream().map(column).toArray()));
  }

  private static List<Clash> idClashes(Connection connection, List<UserInsert> users)
      throws SQLException {
    var clashes = new ArrayList<Clash>();
    if (users.isEmpty()) {
      return clashes;
    }
    Map<UUID, @Nullable Long> rowOf = new HashMap<>();
    try (var select = connection.prepareStatement(HOLDERS)) {
      bind(select, 1, "uuid", users, UserInsert::id);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          rowOf.put(rows.getObject(1, UUID.class), rows.getObject(2, Long.class));
        }
      }
    }
    users.forEach(user -> clashes.add(new Clash(user.row, "id", rowOf.get(user.id))));
    return clashes;
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

  private List<NameClaim> claims() {
    return NameClaim.of(row, id, user.profile().username(), user.profile().email());
  }

  @Override
  public String toString() {
    return "UserInsert[" + id + "]";
  }
}
