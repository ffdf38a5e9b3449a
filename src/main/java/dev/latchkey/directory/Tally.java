package dev.latchkey.directory;

import java.time.Duration;

/**
 * How many failures the database has counted.
 *
 * @param failures at the time of the last one
 * @param age how long ago that was
 */
public record Tally(double failures, Duration age) {

  public static final Tally NONE = new Tally(0, Duration.ZERO);

  public Tally plus(double more) {
    return more == 0 ? this : new Tally(failures + more, age);
  }
}
