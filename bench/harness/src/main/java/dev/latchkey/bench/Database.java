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

  /** The process whose children are all other processes of PostgreSQL. */
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

  @Override
  public void close() throws IOException {
    server.close();
  }
}
