package dev.latchkey.bench.report;

import java.util.Arrays;

/** Durations in nanoseconds. */
public final class Times {

  private long[] values = new long[256];
  private int count;

  public void add(long nanos) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = nanos;
  }

  public void addAll(Times others) {
    for (int i = 0; i < others.count; i++) {
      add(others.values[i]);
    }
  }

  public int count() {
    return count;
  }

  public long longerThan(double millis) {
    return Arrays.stream(values, 0, count).filter(nanos -> nanos / 1e6 > millis).count();
  }

  /** By nearest rank, in milliseconds; not a number where nothing was measured. */
  public double percentile(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    Arrays.sort(values, 0, count);
    return values[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e6;
  }
}
