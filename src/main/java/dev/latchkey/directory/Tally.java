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

  /** Both together: the last failure is the younger one. */
  public Tally plus(Tally other) {
    if (failures == 0 || other.failures == 0) {
      return failures == 0 ? other : this;
    }
    return new Tally(failures + other.failures, age.compareTo(other.age) < 0 ? age : other.age);
  }
}
