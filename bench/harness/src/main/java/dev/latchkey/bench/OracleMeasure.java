package dev.latchkey.bench;

import dev.latchkey.bench.OracleScenario.Closeness;
import dev.latchkey.bench.OracleScenario.Kind;
import dev.latchkey.bench.OracleScenario.Request;
import dev.latchkey.bench.report.SignedRanks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Sends kinds of requests in turn, and compares how long their answers take. The order changes each
 * round: so what a request leaves behind slows each of the others as often.
 */
final class OracleMeasure {

  /** What came out for one kind. */
  enum Verdict {
    ALIKE("alike"),
    TOLD_APART("TOLD APART"),
    FOUND("found, as planted"),
    MISSED("NOT FOUND");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    boolean isAsWanted() {
      return this == ALIKE || this == FOUND;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * How a kind compares with the first one.
   *
   * @param median of its times, in nanoseconds
   */
  record Comparison(String kind, long median, SignedRanks ranks, Verdict verdict) {}

  /**
   * A kind or a control.
   *
   * @param delay in nanoseconds, by which the caller takes each answer later: a planted difference
   */
  private record Measured(String name, Kind kind, long delay) {}

  /** A busy service lets some in. A name fails before it is refused. */
  private static final int MOST_TRIES = 50;

  /** The crowd takes the place of a caller who was let in by mistake. */
  private static final int LET_OTHERS_MILLIS = 50;

  /**
   * So many rounds more than those that count may have an answer with another status. On a busy
   * machine the other replica writes late.
   */
  private static final int MOST_DISCARDED = 50;

  private static final long NO_TIME = -1;

  private final int rounds;
  private final double warmUp;
  private final Random random = new Random(42);
  private int networks;

  /**
   * @param rounds each has the pairs of a {@link Closeness}
   * @param warmUp seconds
   */
  OracleMeasure(int rounds, double warmUp) {
    this.rounds = rounds;
    this.warmUp = warmUp;
  }

  /**
   * @param otherPort where {@link Kind#before} is sent to
   */
  List<Comparison> run(int port, int otherPort, OracleScenario scenario)
      throws IOException, InterruptedException {
    try (var caller = new OneCaller(port);
        var other = new OneCaller(otherPort)) {
      for (var request : scenario.first()) {
        if (ask(caller, request, 0, 0, MOST_TRIES) == NO_TIME) {
          throw new IllegalStateException("Not answered with " + request.status());
        }
      }
      var turns = new Turns(caller, other, scenario);
      long end = System.nanoTime() + (long) (warmUp * 1e9);
      turns.take(MOST_TRIES, taken -> System.nanoTime() < end);
      int wanted = rounds * scenario.closeness().pairs();
      int tries = scenario.crowd().isEmpty() ? 1 : MOST_TRIES;
      var pairs = turns.take(tries, taken -> taken < wanted);
      return IntStream.range(1, turns.all.size())
          .mapToObj(i -> compare(turns.all.get(i), pairs, i, scenario.closeness()))
          .toList();
    }
  }

  /** All kinds and controls, in turn. */
  private final class Turns {

    private final OneCaller caller;
    private final OneCaller other;
    private final long pause;
    private final List<Measured> all = new ArrayList<>();
    private int discarded;

    Turns(OneCaller caller, OneCaller other, OracleScenario scenario) {
      this.caller = caller;
      this.other = other;
      this.pause = scenario.closeness().pause();
      scenario.kinds().forEach(kind -> all.add(new Measured(kind.name(), kind, 0)));
      var first = scenario.kinds().get(0);
      all.add(new Measured("control: the first again", first, 0));
      all.add(new Measured("control: the first, late", first, scenario.closeness().planted()));
    }

    /**
     * One row for each round, with the time of each kind.
     *
     * @param goesOn is told how many rows there are
     */
    List<long[]> take(int tries, IntPredicate goesOn) throws IOException, InterruptedException {
      var rows = new ArrayList<long[]>();
      var order = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
      while (goesOn.test(rows.size())) {
        Collections.shuffle(order, random);
        var nanos = new long[all.size()];
        for (int i : order) {
          nanos[i] = time(all.get(i), tries);
        }
        if (Arrays.stream(nanos).allMatch(time -> time != NO_TIME)) {
          rows.add(nanos);
        } else if (++discarded > rows.size() + MOST_DISCARDED) {
          throw new IllegalStateException("Too many answers with another status: " + names(nanos));
        }
      }
      return rows;
    }

    private long time(Measured measured, int tries) throws IOException, InterruptedException {
      int network = networks++;
      for (var request : measured.kind().before()) {
        ask(other, request, network, 0, tries);
        TimeUnit.NANOSECONDS.sleep(pause);
      }
      long time = ask(caller, measured.kind().request(), network, measured.delay(), tries);
      if (measured.kind().before().isEmpty()) {
        TimeUnit.NANOSECONDS.sleep(pause);
      }
      return time;
    }

    private List<String> names(long[] nanos) {
      return IntStream.range(0, nanos.length)
          .filter(i -> nanos[i] == NO_TIME)
          .mapToObj(i -> all.get(i).name())
          .toList();
    }
  }

  /** How long the answer took; no time where it had another status. */
  private static long ask(OneCaller caller, Request request, int network, long delay, int tries)
      throws IOException, InterruptedException {
    byte[] bytes = request.bytes(network);
    for (int i = 0; i < tries; i++) {
      long began = System.nanoTime();
      int status = caller.ask(bytes);
      spinUntil(System.nanoTime() + delay);
      long nanos = System.nanoTime() - began;
      if (status == request.status()) {
        return nanos;
      }
      TimeUnit.MILLISECONDS.sleep(LET_OTHERS_MILLIS);
    }
    return NO_TIME;
  }

  private static void spinUntil(long nanos) {
    while (System.nanoTime() < nanos) {
      Thread.onSpinWait();
    }
  }

  private static Comparison compare(
      Measured measured, List<long[]> pairs, int column, Closeness closeness) {
    long[] times = pairs.stream().mapToLong(row -> row[column]).toArray();
    long[] ofFirst = pairs.stream().mapToLong(row -> row[0]).toArray();
    var ranks = SignedRanks.of(ofFirst, times, closeness.tolerated());
    Arrays.sort(times);
    return new Comparison(
        measured.name(), times[times.length / 2], ranks, verdict(measured, ranks.differ()));
  }

  private static Verdict verdict(Measured measured, boolean differs) {
    if (measured.delay() > 0) {
      return differs ? Verdict.FOUND : Verdict.MISSED;
    }
    return differs ? Verdict.TOLD_APART : Verdict.ALIKE;
  }
}
