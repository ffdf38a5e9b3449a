package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.factor.SealedSecret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many users added in one transaction: nothing is kept before {@link #commit()}, whatever ends the
 * process. Rows are written in batches, so that a file of any length passes through; only the names
 * are remembered, to find those that the file has twice.
 *
 * <p>It blocks; every failure of the database is a {@link DatabaseException}. Not thread-safe.
 */
public final class UserImport implements AutoCloseable {

  private static final int BATCH = 1_000;

  // Two imports into one organisation would wait for each other's names while both read, and could
  // end in a deadlock. The lock ends with the transaction.
  private static final String LOCK =
      "SELECT pg_try_advisory_xact_lock(hashtext('latchkey import'), hashtext(?::text))";

  private final Database database;
  private final Connection connection;
  private final UUID organization;
  private final Map<LoginName, Long> rows = new HashMap<>();
  private final List<UserInsert> batch = new ArrayList<>(BATCH);

  private UserImport(Database database, Connection connection, UUID organization) {
    this.database = database;
    this.connection = connection;
    this.organization = organization;
  }

  /**
   * Why a row cannot be added.
   *
   * @param field {@code username} or {@code email}
   * @param other the row that has the same username or e-mail address; null if a user in the
   *     database has it
   */
  public record Clash(long row, String field, @Nullable Long other) {}

  static UserImport begin(Database database, OrgDomain domain) {
    try {
      return begin(database, database.open(), domain);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  private static UserImport begin(Database database, Connection connection, OrgDomain domain)
      throws SQLException {
    boolean begun = false;
    try {
      var organization = Organizations.id(connection, domain);
      lock(connection, organization);
      begun = true;
      return new UserImport(database, connection, organization);
    } finally {
      if (!begun) {
        connection.close();
      }
    }
  }

  private static void lock(Connection connection, UUID organization) throws SQLException {
    try (var select = connection.prepareStatement(LOCK)) {
      select.setObject(1, organization);
      try (var row = select.executeQuery()) {
        if (!row.next() || !row.getBoolean(1)) {
          throw new RegistrationException.ImportUnderWayException();
        }
      }
    }
  }

  /**
   * Takes a user, to be written with others.
   *
   * @param row names the user in a {@link Clash}; no two have the same
   * @param sealing gives the secret of a confirmed second factor, sealed for the id that the user
   *     gets; null for a user without one
   * @return the clashes that came to light: of this user, or of others before
   */
  public List<Clash> add(long row, NewUser user, @Nullable Function<UUID, SealedSecret> sealing) {
    var insert = UserInsert.of(row, user, sealing);
    var clashes = clashesWithin(insert);
    if (clashes.isEmpty()) {
      batch.add(insert);
      return batch.size() < BATCH ? clashes : write();
    }
    return clashes;
  }

  private List<Clash> clashesWithin(UserInsert insert) {
    var clashes = new ArrayList<Clash>();
    for (var claim : insert.claims()) {
      var other = rows.putIfAbsent(claim.name(), insert.row());
      if (other != null) {
        clashes.add(new Clash(insert.row(), claim.field(), other));
      }
    }
    return clashes;
  }

  /**
   * Writes what is not written yet.
   *
   * @return the clashes that came to light
   */
  public List<Clash> write() {
    try {
      var refused = UserInsert.insert(connection, organization, batch);
      batch.clear();
      return refused.stream().map(c -> new Clash(c.row(), c.field(), null)).toList();
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** Keeps all of it, if there was no clash. It must all be written. */
  public void commit() {
    if (!batch.isEmpty()) {
      throw new IllegalStateException("not written");
    }
    try {
      database.commit(connection);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** Undoes what was not kept. */
  @Override
  public void close() {
    try (connection) {
      Database.rollback(connection);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }
}
