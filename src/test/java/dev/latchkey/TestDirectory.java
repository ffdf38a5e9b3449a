package dev.latchkey;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;

/**
 * Fills the database under test by plain SQL, also with what the service itself would never write.
 */
public final class TestDirectory {

  private final String url;
  private final String user;
  private final String password;

  public TestDirectory(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /**
   * Makes an organisation and returns it; one that is already there is emptied. Nobody has failed
   * to log in yet, as far as the database knows.
   */
  public Org org(String domain) {
    if (number("select count(*) from pg_tables where tablename = 'failures'") > 0) {
      execute("delete from failures");
      execute("delete from account_failures");
      execute("delete from known_networks");
    }
    execute(
        "delete from users where organization_id = (select id from organizations where domain = ?)",
        domain);
    execute("delete from organizations where domain = ?", domain);
    var id = UUID.randomUUID();
    execute("insert into organizations (id, domain, name) values (?, ?, ?)", id, domain, domain);
    return new Org(id, domain);
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  public void execute(String sql, Object... values) {
    try (Connection connection = connect();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        Object value = values[i] instanceof Instant time ? Timestamp.from(time) : values[i];
        statement.setObject(i + 1, value);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As after so many failures in a row, the last one just now. */
  public void lock(UUID user) {
    execute("insert into account_failures (user_id, failures, at) values (?, 100, now())", user);
  }

  /** As after a confirmation; no code of it is right. */
  public void factor(UUID user) {
    execute(
        "insert into second_factors (user_id, key_id, secret, last_step, confirmed_at)"
            + " values (?, 'none', '', 0, now())",
        user);
  }

  /** Waits until so many failures in a row are written for a user. */
  public void awaitFailures(String username, int count) {
    await(
        count,
        "select coalesce(sum(failures), 0) from account_failures join users on id = user_id"
            + " where username = ?",
        username);
  }

  /** Waits until a query answers with a number. */
  public void await(long number, String query, Object... values) {
    var limit = Instant.now().plusSeconds(20);
    long found;
    do {
      found = number(query, values);
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError(query + " is " + found + " and not " + number);
      }
    } while (found != number);
  }

  public long number(String query, Object... values) {
    try (Connection connection = connect();
        var statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An organisation to put users into. */
  public final class Org {

    public final UUID id;
    public final String domain;

    private Org(UUID id, String domain) {
      this.id = id;
      this.domain = domain;
    }

    public NewUser user(String username) {
      return new NewUser(this, username);
    }

    public void suspend() {
      execute("update organizations set status = 'suspended' where id = ?", id);
    }
  }

  /** A user in the making: every column can be set to what a test needs. */
  public final class NewUser {

    private final Org org;
    private final String username;
    private final Map<String, Object> columns = new LinkedHashMap<>();

    private NewUser(Org org, String username) {
      this.org = org;
      this.username = username;
      with("id", UUID.randomUUID());
      with("organization_id", org.id);
      with("username", username);
      with("email", username + "@mail.example");
      with("first_name", "First");
      with("last_name", "Last");
      with("status", "active");
    }

    public NewUser with(String column, Object value) {
      columns.put(column, value);
      return this;
    }

    public NewUser hash(String modularCrypt) {
      return with("password_hash", modularCrypt);
    }

    /** Saves the user with the keys given, which is what the service computes by folding. */
    public UUID save(String... nameKeys) {
      var names = new StringJoiner(", ");
      var marks = new StringJoiner(", ");
      columns
          .keySet()
          .forEach(
              column -> {
                names.add(column);
                marks.add("?");
              });
      execute(
          "insert into users (" + names + ") values (" + marks + ")", columns.values().toArray());
      var id = (UUID) columns.get("id");
      for (String key : nameKeys.length == 0 ? new String[] {username} : nameKeys) {
        execute("insert into login_names values (?, ?, ?)", org.id, key, id);
      }
      return id;
    }
  }
}
