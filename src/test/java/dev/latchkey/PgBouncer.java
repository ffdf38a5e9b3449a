package dev.latchkey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PgBouncer in transaction mode, with two connections to a test's database. */
public final class PgBouncer implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

  private final Process process;
  private final int port;
  private final String database;

  private PgBouncer(Process process, int port, String database) {
    this.process = process;
    this.port = port;
    this.database = database;
  }

  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * @param ignored the parameters of a new connection that it takes although it does not know them
   */
  public static PgBouncer start(TestDatabase database, String ignored) {
    var address = URI.create(database.url());
    var name = address.getPath().substring(1);
    try {
      var folder = Files.createTempDirectory("latchkey-pgbouncer");
      folder.toFile().setExecutable(true, false);
      folder.toFile().setReadable(true, false);
      int port = freePort();
      var users = folder.resolve("users");
      Files.writeString(
          users, "\"%s\" \"%s\"\n".formatted(TestDatabase.USERNAME, TestDatabase.PASSWORD));
      var settings = folder.resolve("pgbouncer.ini");
      Files.writeString(
          settings,
          """
          [databases]
          %s = host=127.0.0.1 port=%s
          [pgbouncer]
          listen_addr = 127.0.0.1
          listen_port = %s
          unix_socket_dir =
          auth_type = scram-sha-256
          auth_file = %s
          pool_mode = transaction
          default_pool_size = 2
          ignore_startup_parameters = %s
          """
              .formatted(
                  name,
                  Integer.toString(address.getPort()),
                  Integer.toString(port),
                  users,
                  ignored));
      var command = new ArrayList<>(List.of(PROGRAM.toString(), settings.toString()));
      if (System.getProperty("user.name").equals("root")) { // it refuses to run as root
        command.addAll(1, List.of("-u", "nobody"));
      }
      var log = folder.resolve("log").toFile();
      var process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
      awaitOpen(process, port);
      return new PgBouncer(process, port, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code LATCHKEY_DATABASE_URL} has it. */
  public String url() {
    return "postgresql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitOpen(Process process, int port) throws IOException {
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        if (ended(process)) {
          throw new IOException("PgBouncer ended with " + process.exitValue(), e);
        }
      }
    }
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
