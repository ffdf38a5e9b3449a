package dev.latchkey.registry;

import dev.latchkey.directory.LoginName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A name that shall mean a user.
 *
 * @param row where the user comes from, if from an import
 * @param field {@code username} or {@code email}
 */
record NameClaim(long row, UUID user, String field, LoginName name) {

  static final String USERNAME = "username";
  static final String EMAIL = "email";

  // No query first asks whether a name is free: if two users want it at once, one of them gets it.
  // A name that already means the user goes on meaning it.
  private static final String CLAIM =
      """
      INSERT INTO login_names AS n (organization_id, name_key, user_id) VALUES (?, ?, ?)
      ON CONFLICT (organization_id, name_key) DO UPDATE SET user_id = excluded.user_id
          WHERE n.user_id = excluded.user_id
      """;

  /** A username that is the e-mail address as well is one name. */
  static List<NameClaim> of(long row, UUID user, Profile profile) {
    var username = new NameClaim(row, user, USERNAME, LoginName.of(profile.username()));
    var email = new NameClaim(row, user, EMAIL, LoginName.of(profile.email()));
    return username.name.equals(email.name) ? List.of(username) : List.of(username, email);
  }

  /**
   * Makes the names mean their users, in the order of the names. In another order two transactions
   * could each wait for a name of the other.
   *
   * @return those that mean somebody else
   */
  static List<NameClaim> refused(Connection connection, UUID organization, List<NameClaim> claims)
      throws SQLException {
    var ordered = new ArrayList<>(claims);
    ordered.sort(Comparator.comparing(claim -> claim.name.key()));
    try (var insert = connection.prepareStatement(CLAIM)) {
      for (var claim : ordered) {
        insert.setObject(1, organization);
        insert.setString(2, claim.name.key());
        insert.setObject(3, claim.user);
        insert.addBatch();
      }
      return without(insert.executeBatch(), ordered);
    }
  }

  private static List<NameClaim> without(int[] inserted, List<NameClaim> claims) {
    var refused = new ArrayList<NameClaim>();
    for (int i = 0; i < inserted.length; i++) {
      if (inserted[i] == 0) {
        refused.add(claims.get(i));
      } else if (inserted[i] == Statement.SUCCESS_NO_INFO) {
        throw new IllegalStateException("the driver does not count");
      }
    }
    return refused;
  }

  /** Throws the exception for a single user, if a claim was refused. */
  static void requireNone(List<NameClaim> refused) {
    if (refused.stream().anyMatch(claim -> claim.field.equals(USERNAME))) {
      throw new RegistrationException.UsernameTakenException();
    }
    if (!refused.isEmpty()) {
      throw new RegistrationException.EmailTakenException();
    }
  }
}
