package dev.latchkey.registry;

import dev.latchkey.directory.LoginName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A name that shall mean a user.
 *
 * @param row where the user comes from, if from an import
 * @param field {@code username} or {@code email}
 */
record NameClaim(long row, UUID user, String field, LoginName name) {

  // No query first asks whether a name is free: if two users want it at once, one of them gets it.
  // A name that already means the user goes on meaning it. In another order of the names two
  // transactions could each wait for a name of the other.
  private static final String CLAIM =
      """
      INSERT INTO login_names AS n (organization_id, name_key, user_id)
      SELECT ?, c.name_key, c.user_id
      FROM unnest(?::text[], ?::uuid[]) AS c (name_key, user_id)
      ORDER BY c.name_key COLLATE "C"
      ON CONFLICT (organization_id, name_key) DO UPDATE SET user_id = excluded.user_id
          WHERE n.user_id = excluded.user_id
      RETURNING name_key
      """;

  private static final String HOLDERS =
      """
      SELECT n.name_key, %s FROM login_names n JOIN users u ON u.id = n.user_id
      WHERE n.organization_id = ? AND n.name_key = ANY (?)
      """
          .formatted(UserInsert.ROW);

  /** A username that is the e-mail address as well is one name. */
  static List<NameClaim> of(long row, UUID user, String username, String email) {
    var first = new NameClaim(row, user, "username", LoginName.of(username));
    var second = new NameClaim(row, user, "email", LoginName.of(email));
    return first.name.equals(second.name) ? List.of(first) : List.of(first, second);
  }

  /**
   * Makes the names mean their users.
   *
   * @return those that mean somebody else
   */
  static List<Clash> refused(Connection connection, UUID organization, List<NameClaim> claims)
      throws SQLException {
    var firsts = new LinkedHashMap<LoginName, NameClaim>();
    var refused = new ArrayList<Clash>();
    for (var claim : claims) {
      var first = firsts.putIfAbsent(claim.name, claim);
      if (first != null) {
        refused.add(new Clash(claim.row, claim.field, first.row));
      }
    }
    var granted = claim(connection, organization, firsts.values());
    var taken = firsts.values().stream().filter(c -> !granted.contains(c.name.key())).toList();
    var holders = holders(connection, organization, taken);
    taken.forEach(c -> refused.add(new Clash(c.row, c.field, holders.get(c.name.key()))));
    return refused;
  }

  private static Set<String> claim(
      Connection connection, UUID organization, Collection<NameClaim> claims) throws SQLException {
    var granted = new HashSet<String>();
    try (var insert = connection.prepareStatement(CLAIM)) {
      insert.setObject(1, organization);
      insert.setArray(2, keys(connection, claims));
      insert.setArray(
          3, connection.createArrayOf("uuid", claims.stream().map(NameClaim::user).toArray()));
      try (var rows = insert.executeQuery()) {
        while (rows.next()) {
          granted.add(rows.getString(1));
        }
      }
    }
    return granted;
  }

  /** The row of the same import that has the name; null where another user has it. */
  private static Map<String, @Nullable Long> holders(
      Connection connection, UUID organization, List<NameClaim> claims) throws SQLException {
    var holders = new HashMap<String, @Nullable Long>();
    if (claims.isEmpty()) {
      return holders;
    }
    try (var select = connection.prepareStatement(HOLDERS)) {
      select.setObject(1, organization);
      select.setArray(2, keys(connection, claims));
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          holders.put(rows.getString(1), rows.getObject(2, Long.class));
        }
      }
    }
    return holders;
  }

  private static Array keys(Connection connection, Collection<NameClaim> claims)
      throws SQLException {
    return connection.createArrayOf(
        "text", claims.stream().map(claim -> claim.name.key()).toArray());
  }
}
