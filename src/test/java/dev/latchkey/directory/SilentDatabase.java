package dev.latchkey.directory;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that takes connections and never says a word, as one that was stopped does. */
final class SilentDatabase implements AutoCloseable {

  private final ServerSocket entrance;
  private final List<Socket> taken = new CopyOnWriteArrayList<>();

  SilentDatabase() throws IOException {
    entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::take, "silent-database");
    thread.setDaemon(true);
    thread.start();
  }

  PgConnectOptions options() {
    return new PgConnectOptions()
        .setHost("localhost")
        .setPort(entrance.getLocalPort())
        .setDatabase("any")
        .setUser("any")
        .setPassword("any")
        .setSslMode(SslMode.DISABLE);
  }

  int connections() {
    return taken.size();
  }

  /** Whether the client has reset a connection, not just said goodbye; waits for that. */
  boolean isReset(int connection) {
    try {
      var socket = taken.get(connection);
      socket.setSoTimeout(20_000);
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return false;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private void take() {
    try {
      while (!entrance.isClosed()) {
        taken.add(entrance.accept());
      }
    } catch (IOException e) {
      // closed
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
      for (var socket : taken) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
