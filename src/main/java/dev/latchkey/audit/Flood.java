package dev.latchkey.audit;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps attempts that cost nothing from filling the log. In each second, so many of them are told
 * one by one; the rest is told at its end by their number. Thread-safe.
 */
final class Flood {

  static final Duration SECOND = Duration.ofSeconds(1);

  /** Runs something once, when so much time has gone by. */
  @FunctionalInterface
  interface Timer {
    void after(Duration time, Runnable task);
  }

  private final int limit;
  private final LongSupplier nanos;
  private final Timer timer;
  private final LongConsumer news;
  private long began;
  private int single;
  private long untold;

  /**
   * @param limit how many are told one by one in a second
   * @param nanos monotonic time, as of {@link System#nanoTime}
   * @param news is told how many there were beyond the limit
   */
  Flood(int limit, LongSupplier nanos, Timer timer, LongConsumer news) {
    this.limit = limit;
    this.nanos = nanos;
    this.timer = timer;
    this.news = news;
    this.began = nanos.getAsLong();
  }

  /** Whether one more is told by itself. Otherwise it is counted, and told within a second. */
  boolean tellsOneMore() {
    var rest = take();
    if (rest.isNegative()) {
      return true;
    }
    if (!rest.isZero()) {
      timer.after(rest, this::tell);
    }
    return false;
  }

  /** Negative: tell it. Zero: it is counted. Else the first that is: so long until it is told. */
  private synchronized Duration take() {
    var sinceBegin = Duration.ofNanos(nanos.getAsLong() - began);
    if (untold == 0 && sinceBegin.compareTo(SECOND) >= 0) {
      began = nanos.getAsLong();
      sinceBegin = Duration.ZERO;
      single = 0;
    }
    if (single < limit) {
      single++;
      return Duration.ofNanos(-1);
    }
    untold++;
    return untold == 1 ? SECOND.minus(sinceBegin) : Duration.ZERO;
  }

  /** Tells now what was only counted. */
  void tell() {
    long count = end();
    if (count > 0) {
      news.accept(count);
    }
  }

  private synchronized long end() {
    long count = untold;
    untold = 0;
    return count;
  }
}
