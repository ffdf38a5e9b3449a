package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.factor.SealedSecret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many users added in one transaction: nothing is kept before {@link #commit()}, whatever ends the
 * process. Rows are written in batches, and the database finds the names and ids that come twice:
 * nothing is remembered of a row that is written, so that a file of any length passes through.
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
  private final List<UserInsert> batch = new ArrayList<>(BATCH);

  private UserImport(Database database, Connection connection, UUID organization) {
    this.database = database;
    this.connection = connection;
    this.organization = organization;
  }

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
   * @param row names the user in a {@link Clash}: from 1, and higher than that of the user before
   * @param id null for a user who gets a new one
   * @param sealing gives the secret of a confirmed second factor, sealed for the user's id; null
   *     for a user without one
   * @return the clashes that came to light: of this user, or of others before
   */
  public List<Clash> add(
      long row, @Nullable UUID id, NewUser user, @Nullable Function<UUID, SealedSecret> sealing) {
    batch.add(UserInsert.of(row, id, user, sealing));
    return batch.size() < BATCH ? List.of() : write();
  }

  /**
   * Writes what is not written yet.
   *
   * @return the clashes that came to light; no row is in the result of two calls
   */
  public List<Clash> write() {
    if (batch.isEmpty()) {
      return List.of();
    }
    try {
      var clashes = UserInsert.insert(connection, organization, batch);
      batch.clear();
      return clashes;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Many rows go in one statement, which fails as a whole: one by one they tell whose fault it is.
   */
  private DatabaseException failure(SQLException failure) {
    if (DatabaseFailureText.isOfStatement(failure)) {
      for (var insert : batch) {
        try {
          Database.rollback(connection);
          UserInsert.insert(connection, organization, List.of(insert));
        } catch (SQLException e) {
          return new DatabaseException(
              "Row " + insert.row() + " cannot be stored: " + database.failure(e).getMessage());
        }
      }
    }
    return database.failure(failure);
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
