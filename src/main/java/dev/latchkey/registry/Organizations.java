package dev.latchkey.registry;

import dev.latchkey.directory.DatabaseException;
import dev.latchkey.directory.OrgDomain;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What operators do with organisations, each in one transaction. It blocks; every failure of the
 * database is a {@link DatabaseException}.
 */
@Singleton
public final class Organizations {

  private static final int PAGE = 1_000;

  private static final String SELECT =
      "SELECT id, domain, name, status, created_at FROM organizations";

  private final Database database;

  public Organizations(Database database) {
    this.database = database;
  }

  /**
   * @param name for people
   * @return its id
   * @throws RegistrationException.DomainTakenException when another organisation has the domain
   * @throws InvalidFieldException when the name is none that the directory keeps
   */
  public UUID add(OrgDomain domain, String name) {
    FieldRule.require("name", FieldRule.problemOfText(name));
    var id = UUID.randomUUID();
    return database.transact(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "INSERT INTO organizations (id, domain, name) VALUES (?, ?, ?)"
                      + " ON CONFLICT (domain) DO NOTHING")) {
            insert.setObject(1, id);
            insert.setString(2, domain.value());
            insert.setString(3, name);
            if (insert.executeUpdate() == 0) {
              throw new RegistrationException.DomainTakenException();
            }
            return id;
          }
        });
  }

  /**
   * @throws RegistrationException.UnknownOrganizationException when there is none with the domain
   */
  public OrganizationDetails get(OrgDomain domain) {
    return database.transact(
        connection -> {
          try (var select = connection.prepareStatement(SELECT + " WHERE domain = ?")) {
            select.setString(1, domain.value());
            try (var row = select.executeQuery()) {
              if (!row.next()) {
                throw new RegistrationException.UnknownOrganizationException();
              }
              return organization(row);
            }
          }
        });
  }

  /**
   * Shows every organisation, by domain, as they are at one moment.
   *
   * @param reader says whether it wants another
   */
  public void forEach(Predicate<OrganizationDetails> reader) {
    database.transact(
        connection -> {
          try (var select = connection.prepareStatement(SELECT + " ORDER BY domain")) {
            select.setFetchSize(PAGE);
            try (var rows = select.executeQuery()) {
              boolean wanted = true;
              while (wanted && rows.next()) {
                wanted = reader.test(organization(rows));
              }
            }
          }
          return true;
        });
  }

  /**
   * From now on nobody logs in to a suspended organisation. All sessions of its users end, and do
   * not come back when it is active again. Tokens that were given stay valid until they expire.
   *
   * @throws RegistrationException.UnknownOrganizationException when there is none with the domain
   */
  public void setActive(OrgDomain domain, boolean active) {
    database.transact(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  // One row, and not the rows of all users. An older version may have suspended it
                  // without this, so the end of a suspension does it as well.
                  "UPDATE organizations SET status = ?, session_epoch = session_epoch"
                      + " + CASE status WHEN ? THEN 0 ELSE 1 END WHERE domain = ?")) {
            update.setString(1, active ? "active" : "suspended");
            update.setString(2, active ? "active" : "suspended");
            update.setString(3, domain.value());
            if (update.executeUpdate() == 0) {
              throw new RegistrationException.UnknownOrganizationException();
            }
            return true;
          }
        });
  }

  static UUID id(Connection connection, OrgDomain domain) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT id FROM organizations WHERE domain = ?")) {
      select.setString(1, domain.value());
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          throw new RegistrationException.UnknownOrganizationException();
        }
        return row.getObject(1, UUID.class);
      }
    }
  }

  private static OrganizationDetails organization(ResultSet row) throws SQLException {
    return new OrganizationDetails(
        row.getObject("id", UUID.class),
        new OrgDomain(row.getString("domain")),
        row.getString("name"),
        "active".equals(row.getString("status")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
