package dev.latchkey.bench;

import dev.latchkey.bench.report.Times;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * HTTP/1.1 load on keep-alive connections to 127.0.0.1, from one thread, so that it leaves the
 * cores to whom it measures. A closed stream has a fixed number of callers, each of whom sends the
 * next request once the last is answered, or, when refused with 503, after the seconds of
 * Retry-After. An open stream sends at a rate whatever comes back, up to a millisecond late, which
 * is as fine as a selector waits; its latencies count from when a request was due.
 */
final class Load {

  private static final long DRAIN_LIMIT = TimeUnit.SECONDS.toNanos(30);
  private static final int MAX_CONNECTIONS = 1_500;

  /** One kind of requests. */
  record Stream(String name, int port, int callers, double perSecond, Supplier<byte[]> requests) {

    static Stream closed(String name, int port, int callers, Supplier<byte[]> requests) {
      return new Stream(name, port, callers, 0, requests);
    }

    static Stream open(String name, int port, double perSecond, Supplier<byte[]> requests) {
      return new Stream(name, port, 0, perSecond, requests);
    }
  }

  /** What came back: within the measured time, but sent and lost of all the time. */
  static final class Sample {

    final Times accepted = new Times();
    final Times refused = new Times();
    final Map<Integer, Integer> others = new HashMap<>();
    final Map<Integer, Integer> statuses = new HashMap<>();
    int sent;
    int lost;
  }

  /** What happened, and what a probe said when the measured time began and ended. */
  record Result<T>(Map<String, Sample> samples, double seconds, T before, T after) {}

  private final Selector selector;
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final SplittableRandom random = new SplittableRandom(42);
  private boolean measuring;
  private boolean sending = true;
  private int outstanding;

  private Load() throws IOException {
    selector = Selector.open();
  }

  /**
   * Runs streams side by side: first unmeasured, then measured, then until all is answered.
   *
   * @param probe asked as the measured time begins and ends
   */
  static <T> Result<T> run(
      double rampSeconds, double measuredSeconds, Supplier<T> probe, List<Stream> streams)
      throws IOException {
    var load = new Load();
    try {
      return load.go(rampSeconds, measuredSeconds, probe, streams);
    } finally {
      for (SelectionKey key : load.selector.keys()) {
        key.channel().close();
      }
      load.selector.close();
    }
  }

  private <T> Result<T> go(double ramp, double measured, Supplier<T> probe, List<Stream> streams)
      throws IOException {
    var samples = new HashMap<String, Sample>();
    for (Stream stream : streams) {
      var lane = new Lane(stream);
      samples.put(stream.name(), lane.sample);
      lane.begin();
    }
    turn(System.nanoTime() + (long) (ramp * 1e9));
    T before = probe.get();
    long began = System.nanoTime();
    measuring = true;
    turn(began + (long) (measured * 1e9));
    measuring = false;
    double seconds = (System.nanoTime() - began) / 1e9;
    T after = probe.get();
    sending = false;
    timers.clear();
    long limit = System.nanoTime() + DRAIN_LIMIT;
    while (outstanding > 0 && System.nanoTime() < limit) {
      turn(System.nanoTime() + 20_000_000);
    }
    samples.values().forEach(sample -> sample.lost += sample.sent);
    return new Result<>(samples, seconds, before, after);
  }

  private void turn(long end) throws IOException {
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      while (!timers.isEmpty() && timers.peek().at <= now) {
        timers.poll().task.run();
      }
      long next = timers.isEmpty() ? end : Math.min(end, timers.peek().at);
      selector.select(Math.max(1, (next - now + 999_999) / 1_000_000));
      var ready = selector.selectedKeys();
      for (SelectionKey key : ready) {
        ((Connection) key.attachment()).read();
      }
      ready.clear();
    }
  }

  private record Timer(long at, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return Long.compare(at, other.at);
    }
  }

  /** A stream on its way. */
  private final class Lane {

    final Stream stream;
    final Sample sample = new Sample();
    final ArrayDeque<Connection> idle = new ArrayDeque<>();
    final ArrayDeque<Long> due = new ArrayDeque<>();
    int connections;

    Lane(Stream stream) {
      this.stream = stream;
    }

    void begin() {
      for (int i = 0; i < stream.callers(); i++) {
        new Connection(this).send(System.nanoTime());
      }
      if (stream.perSecond() > 0) {
        arrive(System.nanoTime());
      }
    }

    private void arrive(long at) {
      due.add(at);
      sendDue();
      // Poisson: callers do not know of each other.
      long next = at + (long) (-Math.log(1 - random.nextDouble()) * 1e9 / stream.perSecond());
      timers.add(new Timer(next, () -> arrive(next)));
    }

    private void sendDue() {
      while (!due.isEmpty()) {
        Connection free = idle.poll();
        if (free == null && connections == MAX_CONNECTIONS) {
          return;
        }
        (free == null ? new Connection(this) : free).send(due.poll());
      }
    }

    void free(Connection connection, int status, int retryAfter) {
      if (stream.perSecond() > 0) {
        idle.push(connection);
        sendDue();
      } else if (sending) {
        long pause = status == 503 ? TimeUnit.SECONDS.toNanos(retryAfter) : 0;
        if (pause == 0) {
          connection.send(System.nanoTime());
        } else {
          long at = System.nanoTime() + pause;
          timers.add(new Timer(at, () -> connection.send(System.nanoTime())));
        }
      }
    }

    void count(int status, long nanos) {
      sample.lost--;
      if (!measuring) {
        return;
      }
      sample.statuses.merge(status, 1, Integer::sum);
      if (status == 200) {
        sample.accepted.add(nanos);
      } else if (status == 503 || status == 429) {
        sample.refused.add(nanos);
      } else {
        sample.others.merge(status, 1, Integer::sum);
      }
    }
  }

  private final class Connection {

    private final Lane lane;
    private final ByteBuffer in = ByteBuffer.allocate(32 * 1024);
    private SocketChannel channel;
    private SelectionKey key;
    private long since;
    private boolean busy;

    Connection(Lane lane) {
      this.lane = lane;
      lane.connections++;
      open();
    }

    private void open() {
      try {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), lane.stream.port());
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Requests are far smaller than a socket's buffer: one write takes all. */
    void send(long due) {
      since = due;
      in.clear();
      busy = true;
      outstanding++;
      lane.sample.sent++;
      try {
        var request = ByteBuffer.wrap(lane.stream.requests().get());
        channel.write(request);
        if (request.hasRemaining()) {
          throw new IOException("the socket takes no more");
        }
      } catch (IOException e) {
        broken();
      }
    }

    void read() {
      try {
        if (channel.read(in) < 0) {
          broken();
          return;
        }
      } catch (IOException e) {
        broken();
        return;
      }
      var answer = Answer.parse(in.array(), in.position());
      if (answer != null && busy) {
        busy = false;
        outstanding--;
        lane.count(answer.status(), System.nanoTime() - since);
        if (answer.closes()) {
          reopen();
        }
        lane.free(this, answer.status(), answer.retryAfter());
      }
    }

    /** Whatever was asked here stays unanswered, and so counts as lost. */
    private void broken() {
      boolean asked = busy;
      busy = false;
      reopen();
      if (asked) {
        outstanding--;
        lane.free(this, 0, 0);
      }
    }

    private void reopen() {
      try {
        key.cancel();
        channel.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      open();
    }
  }

  /** The little of an answer that matters here; null until it is complete. */
  private record Answer(int status, int retryAfter, boolean closes) {

    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final byte[] END_OF_CHUNKS = {'\r', '\n', '0', '\r', '\n', '\r', '\n'};

    static Answer parse(byte[] bytes, int length) {
      int head = indexOf(bytes, length, END_OF_HEAD);
      if (head < 0) {
        return null;
      }
      var text = new String(bytes, 0, head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      int status = Integer.parseInt(text.substring(9, 12));
      String size = header(text, "content-length");
      boolean complete;
      if (size != null) {
        complete = length == head + END_OF_HEAD.length + Integer.parseInt(size);
      } else if (header(text, "transfer-encoding") != null) {
        complete =
            length >= head + END_OF_CHUNKS.length
                && Arrays.equals(bytes, length - END_OF_CHUNKS.length, length, END_OF_CHUNKS, 0, 7);
      } else {
        complete = true;
      }
      if (!complete) {
        return null;
      }
      String retry = header(text, "retry-after");
      return new Answer(
          status,
          retry == null ? 0 : Integer.parseInt(retry),
          "close".equals(header(text, "connection")));
    }

    private static String header(String head, String name) {
      int at = head.indexOf("\r\n" + name + ":");
      if (at < 0) {
        return null;
      }
      int from = at + name.length() + 3;
      int to = head.indexOf('\r', from);
      return head.substring(from, to < 0 ? head.length() : to).trim();
    }

    private static int indexOf(byte[] bytes, int length, byte[] wanted) {
      for (int i = 0; i + wanted.length <= length; i++) {
        if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
          return i;
        }
      }
      return -1;
    }
  }
}
