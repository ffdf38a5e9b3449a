package dev.latchkey.cli;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how long an invitation holds: {@code 72h}, {@code 7d} or ISO 8601. */
class InvitationConverter implements ITypeConverter<Duration> {

  private static final Duration MAX = Duration.ofDays(3660);

  @Override
  public Duration convert(String text) {
    Duration duration;
    try {
      duration = DurationConverter.parseDuration(text);
    } catch (IllegalArgumentException e) {
      throw refusal();
    }
    if (duration == null
        || duration.isNegative()
        || duration.isZero()
        || duration.compareTo(MAX) > 0) {
      throw refusal();
    }
    return duration;
  }

  private static TypeConversionException refusal() {
    return new TypeConversionException("not a time such as 72h or 7d, at most ten years");
  }
}
