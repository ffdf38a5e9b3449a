package dev.latchkey.attempts;

import dev.latchkey.attempts.AttemptsConfig.Mode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What an operator sees of the limits. */
final class AttemptsMetrics {

  private final Map<Limit, Counter> refused = new EnumMap<>(Limit.class);
  private final Counter unwritten;

  AttemptsMetrics(MeterRegistry registry, Mode mode, InFlight inFlight) {
    for (var limit : Limit.values()) {
      refused.put(
          limit,
          Counter.builder("latchkey.attempts.refused")
              .description("Logins refused by a limit, or that would be in the mode shadow")
              .tag("limit", limit.label())
              .tag("mode", mode.label())
              .register(registry));
    }
    this.unwritten =
        Counter.builder("latchkey.attempts.unwritten")
            .description("Failures that this process counts alone: the database did not take them")
            .register(registry);
    Gauge.builder("latchkey.attempts.waiting", inFlight, InFlight::waiting)
        .description("Logins that wait for others of the same name")
        .register(registry);
  }

  void refused(Limit limit) {
    Objects.requireNonNull(refused.get(limit)).increment();
  }

  void unwritten() {
    unwritten.increment();
  }
}
