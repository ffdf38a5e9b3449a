package dev.latchkey.bench;

import java.util.Arrays;

/** Durations in nanoseconds. */
final class Times {

  private long[] values = new long[256];
  private int count;

  void add(long nanos) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = nanos;
  }

  void addAll(Times others) {
    for (int i = 0; i < others.count; i++) {
      add(others.values[i]);
    }
  }

  int count() {
    return count;
  }

  long longerThan(double millis) {
    return Arrays.stream(values, 0, count).filter(nanos -> nanos / 1e6 > millis).count();
  }

  /** By nearest rank, in milliseconds; not a number where nothing was measured. */
  double percentile(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    Arrays.sort(values, 0, count);
    return values[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e6;
  }
}
