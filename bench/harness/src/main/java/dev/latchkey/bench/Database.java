package dev.latchkey.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL server of its own in a temporary folder, on a free port of the loopback address. */
final class Database implements AutoCloseable {

  static final String USERNAME = "bench";
  static final String PASSWORD = "bench";

  /** All of these have a cost of 10; the password of number i is {@link #password}. */
  private static final String[] HASHES = {
    "$2b$10$abcdefghijklmnopqrstueKqoVsoJGDx6nNUH16ypGsVqVFi2VeEK",
    "$2b$10$abcdefghijklmnopqrstuOND5vN0YyPXL5AHVtJhii8GzqB5VgkMa",
    "$2b$10$abcdefghijklmnopqrstuuR9bRZMXmd1VgczGYyYX8sH/T2sFn82.",
    "$2b$10$abcdefghijklmnopqrstu.w5IklWKdnY13YiOxQvPjn0WBliS/oeS",
    "$2b$10$abcdefghijklmnopqrstuuQjrIjksDCqEdEbyS77nEBtfO8noRDK.",
    "$2b$10$abcdefghijklmnopqrstuOIzIyYprg/B7Za/1x14WWw5QvPFPvOB2",
    "$2b$10$abcdefghijklmnopqrstuelSizGaNiSpdWf9QLs3BlDMQ3KlsWbJq",
    "$2b$10$abcdefghijklmnopqrstu.Pnvzw5JUG3LweOVIZfPkbjZEWPtHORC",
  };

  static final String CHEAP_HASH = "$2b$04$abcdefghijklmnopqrstuu4XSYdc/GQRINyOlEiPRvteGCx0gpoNy";
  static final String CHEAP_PASSWORD = "warm";

  private final EmbeddedPostgres server;
  private final long postmaster;

  Database(Path folder) throws IOException, SQLException {
    Path data = folder.resolve("postgres");
    server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(folder.resolve("postgres-binaries").toFile())
            .setDataDirectory(data)
            .setServerConfig("shared_buffers", "128MB")
            .start();
    postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    execute("postgres", "CREATE ROLE bench LOGIN PASSWORD 'bench'");
  }

  long postmaster() {
    return postmaster;
  }

  void create(String name) throws SQLException {
    execute("postgres", "CREATE DATABASE " + name + " OWNER bench");
  }

  /** As {@code LATCHKEY_DATABASE_URL} has it. */
  String url(String name) {
    return "postgresql://127.0.0.1:" + server.getPort() + "/" + name;
  }

  void execute(String database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String version() throws SQLException {
    try (var connection = connect("postgres");
        var rows = connection.createStatement().executeQuery("SHOW server_version")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection("jdbc:" + url(database), "postgres", "");
  }

  static String password(int user) {
    return "correct horse " + user % HASHES.length;
  }

  /**
   * An organisation of Latchkey's with users "user-0", "user-1" …
   *
   * @param cheap hashes of cost 4, else of cost 10
   */
  void fill(String database, String domain, int users, boolean cheap) throws SQLException {
    execute(
        database,
        "INSERT INTO organizations (id, domain, name) VALUES (gen_random_uuid(), '%s', '%s')"
            .formatted(domain, domain));
    String hashes = "'" + (cheap ? CHEAP_HASH : String.join("','", HASHES)) + "'";
    int count = cheap ? 1 : HASHES.length;
    execute(
        database,
        """
        WITH made AS (
          INSERT INTO users (id, organization_id, username, email, first_name, last_name, status,
              password_hash, favorites)
          SELECT gen_random_uuid(), o.id, 'user-' || i, 'user-' || i || '@example.com', 'User',
              'Number ' || i, 'active', (ARRAY[%s])[i %% %d + 1], '{reports,billing}'
          FROM organizations o, generate_series(0, %d) i WHERE o.domain = '%s'
          RETURNING organization_id, id, username, email)
        INSERT INTO login_names (organization_id, name_key, user_id)
        SELECT organization_id, username, id FROM made
        UNION ALL SELECT organization_id, email, id FROM made
        """
            .formatted(hashes, count, users - 1, domain));
    execute(database, "ANALYZE");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
