package dev.latchkey.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of one port, and the bound on their number. When it is reached, a new
 * connection takes the place of one that waits for its caller: of the peer that holds the most, the
 * one that has waited the longest. So callers who hold many suffer from it before others do. Where
 * all are busy, the new one is refused.
 *
 * <p>Thread-safe: connections come on the acceptor's thread, and change on their event loops.
 */
final class Connections {

  /** The most that {@link #closing} gives. */
  static final int MAX_CLOSING = 32;

  private final int max;
  private final Peers peers = new Peers();

  /** By the ordinal of the reason. */
  private final Counter[] closed;

  /** The one that has waited the longest comes first. */
  private final Set<OpenConnection> waiting = new LinkedHashSet<>();

  private int open;
  private Runnable whenThereIsRoom = () -> {};

  /**
   * @param port the label of its metrics
   */
  Connections(int max, String port, MeterRegistry registry) {
    this.max = max;
    Gauge.builder("latchkey.http.connections", this, Connections::open)
        .description("Open connections")
        .tag("port", port)
        .register(registry);
    Gauge.builder("latchkey.http.connections.max", () -> max)
        .description("How many connections may be open")
        .tag("port", port)
        .register(registry);
    this.closed =
        Stream.of(CloseReason.values())
            .map(reason -> counter(reason, port, registry))
            .toArray(Counter[]::new);
  }

  private static Counter counter(CloseReason reason, String port, MeterRegistry registry) {
    return Counter.builder("latchkey.http.connections.closed")
        .description("Connections closed by a limit")
        .tag("port", port)
        .tag("reason", reason.label())
        .register(registry);
  }

  /** How many may be over the bound because they are not closed yet: the close is not at once. */
  static int closing(int max) {
    return Math.max(Math.min(max / 4, MAX_CLOSING), 1);
  }

  synchronized int open() {
    return open;
  }

  /**
   * Whether so many are being closed that no further one should be accepted for a moment. New ones
   * wait in the kernel meanwhile.
   *
   * @param then what to do when they are closed, if so; on any thread
   */
  synchronized boolean isCrowded(Runnable then) {
    boolean crowded = open > max + closing(max) / 2;
    if (crowded) {
      whenThereIsRoom = then;
    }
    return crowded;
  }

  void count(CloseReason reason) {
    closed[reason.ordinal()].increment();
  }

  /**
   * Makes room for a new connection. It waits for its caller at once: in a flood of new ones there
   * would be nobody else to make room for the next one but callers who have been there longer.
   *
   * @return null if there is none
   */
  @Nullable OpenConnection enter(Channel channel) {
    OpenConnection leaves = null;
    OpenConnection entered = null;
    synchronized (this) {
      leaves = open < max || open >= max + closing(max) ? null : longestWaiting();
      if (leaves != null) {
        leave(leaves);
      }
      if (open < max || leaves != null) {
        open++;
        entered = new OpenConnection(this, channel, peers.add(channel.remoteAddress()));
        waiting.add(entered);
      }
    }
    if (leaves != null) {
      leaves.close(CloseReason.MADE_ROOM);
    }
    if (entered == null) {
      count(CloseReason.NO_ROOM);
    }
    return entered;
  }

  private @Nullable OpenConnection longestWaiting() {
    OpenConnection longest = null;
    for (var connection : waiting) {
      if (longest == null || longest.held().isBelow(connection.held())) {
        longest = connection;
      }
    }
    return longest;
  }

  /** A connection waits for its caller from now on. An answer may come after its end. */
  synchronized void waiting(OpenConnection connection) {
    if (!connection.isLeaving()) {
      waiting.add(connection);
    }
  }

  synchronized void busy(OpenConnection connection) {
    waiting.remove(connection);
  }

  private void leave(OpenConnection connection) {
    connection.leave();
    waiting.remove(connection);
  }

  /** A connection is closed. */
  void left(OpenConnection connection) {
    Runnable then = () -> {};
    synchronized (this) {
      leave(connection);
      peers.remove(connection.held());
      open--;
      if (open <= max) {
        then = whenThereIsRoom;
        whenThereIsRoom = () -> {};
      }
    }
    then.run();
  }
}
