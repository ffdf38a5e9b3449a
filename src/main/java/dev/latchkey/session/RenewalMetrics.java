package dev.latchkey.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts renewals by their outcome. */
@Singleton
final class RenewalMetrics {

  private final Map<SessionOutcome, Counter> counters = new EnumMap<>(SessionOutcome.class);

  RenewalMetrics(MeterRegistry registry) {
    for (var outcome : SessionOutcome.values()) {
      counters.put(
          outcome,
          Counter.builder("latchkey.renewals")
              .description("Renewals of a token")
              .tag("outcome", outcome.label())
              .register(registry));
    }
  }

  void count(SessionOutcome outcome) {
    Objects.requireNonNull(counters.get(outcome)).increment();
  }
}
