package dev.latchkey.registry;

import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.UserStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads {@code users} for operators: all but the hashes, which never leave the database here. */
final class UserQueries {

  private static final int PAGE = 1_000;

  private static final String SELECT =
      """
      SELECT id, username, email, first_name, last_name, status, password_hash IS NOT NULL AS has_password,
          password_cost, password_changed_at, mfa_required,
          EXISTS (SELECT FROM second_factors f WHERE f.user_id = users.id) AS has_factor, change_password,
          invite_expires_at, favorites, created_at, updated_at
      FROM users WHERE organization_id = ?
      """;

  private static final String BY_ID = SELECT + " AND id = ?";
  private static final String BY_NAME =
      SELECT
          + " AND id = (SELECT user_id FROM login_names WHERE organization_id = ? AND name_key = ?)";
  private static final String ALL =
      SELECT + " AND (?::text IS NULL OR status = ?) ORDER BY username COLLATE \"C\", id";

  private UserQueries() {}

  /**
   * An id comes before a name that looks like one: people choose their names, and nobody may be
   * taken for another by choosing that one's id.
   *
   * @param lock whether nobody else may change the row until the transaction ends
   */
  static UserDetails find(Connection connection, UUID organization, String nameOrId, boolean lock)
      throws SQLException {
    var id = UserId.parse(nameOrId);
    var user =
        id.isPresent()
            ? byId(connection, organization, id.get(), lock)
            : Optional.<UserDetails>empty();
    return user.isPresent()
        ? user.get()
        : byName(connection, organization, LoginName.of(nameOrId), lock)
            .orElseThrow(RegistrationException.UnknownUserException::new);
  }

  static UserDetails get(Connection connection, UUID organization, UUID id) throws SQLException {
    return byId(connection, organization, id, false)
        .orElseThrow(RegistrationException.UnknownUserException::new);
  }

  private static Optional<UserDetails> byId(
      Connection connection, UUID organization, UUID id, boolean lock) throws SQLException {
    try (var select = connection.prepareStatement(BY_ID + lock(lock))) {
      select.setObject(1, organization);
      select.setObject(2, id);
      return first(select);
    }
  }

  private static Optional<UserDetails> byName(
      Connection connection, UUID organization, LoginName name, boolean lock) throws SQLException {
    // PostgreSQL cannot even be asked for it.
    if (name.key().indexOf('\0') >= 0) {
      return Optional.empty();
    }
    try (var select = connection.prepareStatement(BY_NAME + lock(lock))) {
      select.setObject(1, organization);
      select.setObject(2, organization);
      select.setString(3, name.key());
      return first(select);
    }
  }

  // A login that writes rows of the user meanwhile needs the key alone, and does not wait.
  private static String lock(boolean lock) {
    return lock ? " FOR NO KEY UPDATE" : "";
  }

  private static Optional<UserDetails> first(PreparedStatement select) throws SQLException {
    try (var rows = select.executeQuery()) {
      return rows.next() ? Optional.of(user(rows)) : Optional.empty();
    }
  }

  static void forEach(
      Connection connection,
      UUID organization,
      @Nullable UserStatus status,
      Predicate<UserDetails> reader)
      throws SQLException {
    try (var select = connection.prepareStatement(ALL)) {
      select.setFetchSize(PAGE);
      select.setObject(1, organization);
      select.setString(2, status == null ? null : status.text());
      select.setString(3, status == null ? null : status.text());
      try (var rows = select.executeQuery()) {
        boolean wanted = true;
        while (wanted && rows.next()) {
          wanted = reader.test(user(rows));
        }
      }
    }
  }

  private static UserDetails user(ResultSet row) throws SQLException {
    return new UserDetails(
        row.getObject("id", UUID.class),
        row.getString("username"),
        row.getString("email"),
        row.getString("first_name"),
        row.getString("last_name"),
        UserStatus.parse(row.getString("status")).orElseThrow(),
        row.getBoolean("has_password"),
        row.getObject("password_cost", Integer.class),
        instant(row, "password_changed_at"),
        row.getBoolean("mfa_required"),
        row.getBoolean("has_factor"),
        row.getBoolean("change_password"),
        instant(row, "invite_expires_at"),
        List.of((String[]) row.getArray("favorites").getArray()),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
