package dev.latchkey.cli;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time above zero, as the settings have it ({@code 250ms}, {@code 7d}) or in ISO 8601. */
abstract class TimeConverter implements ITypeConverter<Duration> {

  private final Duration max;
  private final String expected;

  TimeConverter(Duration max, String expected) {
    this.max = max;
    this.expected = expected;
  }

  @Override
  public Duration convert(String text) {
    Duration duration;
    try {
      duration = DurationConverter.parseDuration(text);
    } catch (IllegalArgumentException e) {
      throw wrong();
    }
    if (duration == null
        || duration.isNegative()
        || duration.isZero()
        || duration.compareTo(max) > 0) {
      throw wrong();
    }
    return duration;
  }

  private TypeConversionException wrong() {
    return new TypeConversionException("not a time such as " + expected);
  }
}
