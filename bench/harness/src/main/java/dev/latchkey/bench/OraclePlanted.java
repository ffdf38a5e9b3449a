package dev.latchkey.bench;

import dev.latchkey.bench.OracleMeasure.Comparison;
import dev.latchkey.bench.OracleMeasure.Verdict;
import dev.latchkey.bench.OracleScenario.Closeness;
import dev.latchkey.bench.OracleScenario.Kind;
import dev.latchkey.bench.OracleScenario.Request;
import dev.latchkey.bench.report.SignedRanks;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Checks the statistics on numbers, and the measure on a small server with planted delays. The
 * service is not needed.
 */
final class OraclePlanted {

  private static final int SEEDS = 300;
  private static final int PAIRS = 2_000;
  private static final Closeness CLOSE = new Closeness(PAIRS, 0, 5_000, 20_000);

  /** The control's delay is less than what is tolerated. */
  private static final Closeness BLIND = new Closeness(100, 0, 200_000, 1_000);

  private boolean failed;

  private OraclePlanted() {}

  public static void main(String[] args) throws Exception {
    var checks = new OraclePlanted();
    checks.ranks();
    checks.noise();
    checks.measure();
    System.exit(checks.failed ? 1 : 0);
  }

  /** Worked out by hand. */
  private void ranks() {
    long[] zeros = new long[10];
    var rising = SignedRanks.of(zeros, LongStream.rangeClosed(1, 10).toArray(), 5);
    holds("all differences above zero: z is 55 / √385", isAbout(2.803, rising.z()));
    holds("the shift is the median of the differences", rising.shift() == 5.5);
    holds("beyond 5: z is 13 / √285", isAbout(0.770, rising.beyond()));
    var falling = SignedRanks.of(LongStream.rangeClosed(1, 10).toArray(), zeros, 5);
    holds("beyond 5 the other way: the same", falling.beyond() == rising.beyond());
    long[] of = {5, -1, 8, 2, -4, 3, 7, 6};
    var mixed = SignedRanks.of(new long[8], of, 0);
    holds("two differences below zero: z is 26 / √204", isAbout(1.820, mixed.z()));
    holds(
        "the other way round: the other sign",
        SignedRanks.of(of, new long[8], 0).z() == -mixed.z());
    var late = SignedRanks.of(new long[8], new long[] {5, -1, 1_000_000, 2, -4, 3, 7, 6}, 0);
    holds("a very late answer counts for its rank alone", late.z() == mixed.z());
    holds("equal times have no rank", SignedRanks.of(zeros, zeros, 0).z() == 0);
  }

  private static boolean isAbout(double expected, double value) {
    return Math.abs(expected - value) < 0.001;
  }

  /** Times as a service has them: most near each other, some late, a few very late. */
  private void noise() {
    holds("noise is told apart from noise in no case", toldApart(0) == 0);
    holds("a shift of 20 µs is found in each case", toldApart(20_000) == SEEDS);
    holds("a shift of 3 µs is less than is tolerated", toldApart(3_000) == 0);
  }

  private static long toldApart(long shift) {
    return IntStream.range(0, SEEDS)
        .filter(
            seed -> {
              var random = new Random(seed);
              long[] shifted = Arrays.stream(times(random)).map(time -> time + shift).toArray();
              return SignedRanks.of(times(random), shifted, CLOSE.tolerated()).differ();
            })
        .count();
  }

  private static long[] times(Random random) {
    return LongStream.range(0, PAIRS)
        .map(
            i -> {
              double usual = 300_000 + 50_000 * random.nextGaussian();
              double late = random.nextInt(10) == 0 ? 200_000 * random.nextDouble() : 0;
              double veryLate = random.nextInt(100) == 0 ? 50_000_000 * random.nextDouble() : 0;
              return (long) (usual + late + veryLate);
            })
        .toArray();
  }

  private void measure() throws IOException, InterruptedException {
    var measure = new OracleMeasure(1, 1);
    try (var server = new LateServer()) {
      var found = measure.run(server.port(), server.port(), scenario(CLOSE));
      holds("a path without a delay is alike", verdict(found, 0) == Verdict.ALIKE);
      holds("a path that is 20 µs late is told apart", verdict(found, 1) == Verdict.TOLD_APART);
      holds("the first again is alike", verdict(found, 2) == Verdict.ALIKE);
      holds("the first with the caller's delay is found", verdict(found, 3) == Verdict.FOUND);
      var missed = measure.run(server.port(), server.port(), scenario(BLIND));
      holds("a control that is not found is missed", verdict(missed, 3) == Verdict.MISSED);
      holds("another status ends the measure", endsTheMeasure(measure, server.port()));
    }
  }

  private static OracleScenario scenario(Closeness closeness) {
    return new OracleScenario(
        "planted",
        "A small server",
        Map.of(),
        closeness,
        List.of(kind("/a", 401), kind("/b", 401), kind(LateServer.LATE, 401)));
  }

  private static boolean endsTheMeasure(OracleMeasure measure, int port)
      throws IOException, InterruptedException {
    var kinds = List.of(kind("/a", 401), kind("/b", 429));
    try {
      var other = new OracleScenario("other", "Another status", Map.of(), BLIND, kinds);
      measure.run(port, port, other);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static Kind kind(String path, int status) {
    return new Kind(path, Request.post(path, "", "{}", status));
  }

  private static Verdict verdict(List<Comparison> comparisons, int index) {
    return comparisons.get(index).verdict();
  }

  private void holds(String text, boolean holds) {
    System.out.println((holds ? "ok   " : "FAIL ") + text);
    failed |= !holds;
  }

  /** Answers each request with 401, and those to one path later. */
  private static final class LateServer implements AutoCloseable {

    static final String LATE = "/late";

    private static final int DELAY = 20_000;
    private static final byte[] ANSWER =
        "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}"
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());

    LateServer() throws IOException {
      var thread = new Thread(this::serveOneAfterTheOther);
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return socket.getLocalPort();
    }

    private void serveOneAfterTheOther() {
      while (!socket.isClosed()) {
        try (var caller = socket.accept()) {
          serve(caller);
        } catch (IOException e) {
          // The caller has gone, or the server was closed.
        }
      }
    }

    private static void serve(Socket caller) throws IOException {
      caller.setTcpNoDelay(true);
      var in = new BufferedInputStream(caller.getInputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        in.skipNBytes(2);
        long end = System.nanoTime() + (head.startsWith("POST " + LATE) ? DELAY : 0);
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        caller.getOutputStream().write(ANSWER);
      }
    }

    /** Empty at the end of the connection. */
    private static String head(BufferedInputStream in) throws IOException {
      var head = new StringBuilder();
      for (int b = in.read(); b >= 0; b = in.read()) {
        head.append((char) b);
        if (b == '\n' && head.indexOf("\r\n\r\n") >= 0) {
          return head.toString();
        }
      }
      return "";
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
