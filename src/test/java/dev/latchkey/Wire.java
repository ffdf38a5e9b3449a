package dev.latchkey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a TCP server on this machine. It can be cut, and mended again. What goes over it can
 * also stand still: then nothing arrives any more, and nobody is told, as after the end of a
 * machine.
 */
public final class Wire implements AutoCloseable {

  private final int target;
  private final ServerSocket entrance;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Flow> still = ConcurrentHashMap.newKeySet();
  private volatile Flow flow = new Flow();
  private volatile boolean cut;

  public Wire(int target) {
    this.target = target;
    try {
      this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  public int port() {
    return entrance.getLocalPort();
  }

  /** Drops every connection, and each new one as soon as it comes. */
  public void cut() {
    cut = true;
    sockets.forEach(Wire::close);
  }

  public void mend() {
    cut = false;
  }

  /** Whatever is open stands still from now on. New connections go on, or stand still as well. */
  public void standStill(boolean alsoNewOnes) {
    var stopped = flow;
    if (!alsoNewOnes) {
      flow = new Flow();
    }
    stopped.stop();
    still.add(stopped);
  }

  /** What stands still goes on, with all bytes that came meanwhile. */
  public void goOn() {
    still.forEach(Flow::go);
  }

  /** How many connections callers have open. */
  public long open() {
    return sockets.stream()
        .filter(socket -> !socket.isClosed() && socket.getLocalPort() == port())
        .count();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket near = entrance.accept();
        sockets.add(near);
        if (cut) {
          close(near);
        } else {
          Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
          sockets.add(far);
          var of = flow;
          start(() -> copy(near, far, of));
          start(() -> copy(far, near, of));
        }
      } catch (IOException e) {
        // closed, or the server is away: so is the wire
      }
    }
  }

  private static void copy(Socket from, Socket to, Flow flow) {
    try (from;
        to) {
      var bytes = new byte[8192];
      for (int read = 0; read >= 0; read = from.getInputStream().read(bytes)) {
        flow.await();
        to.getOutputStream().write(bytes, 0, read);
      }
    } catch (IOException | InterruptedException e) {
      // cut
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable task) {
    var thread = new Thread(task, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether bytes go on. */
  private static final class Flow {

    private boolean stopped;

    synchronized void stop() {
      stopped = true;
    }

    synchronized void go() {
      stopped = false;
      notifyAll();
    }

    synchronized void await() throws InterruptedException {
      while (stopped) {
        wait();
      }
    }
  }
}
