package dev.latchkey.directory;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What an operator sees of the look-ups. */
final class LookupMetrics {

  private LookupMetrics() {}

  static void register(LookupLine line, MeterRegistry registry) {
    Gauge.builder("latchkey.directory.under.way", line, LookupLine::underWay)
        .description("Look-ups that the database is asked now")
        .register(registry);
    Gauge.builder("latchkey.directory.waiting", line, LookupLine::waiting)
        .description("Look-ups that wait for a connection")
        .register(registry);
    FunctionCounter.builder("latchkey.directory.refused", line, LookupLine::refused)
        .description("Look-ups refused because too many waited")
        .register(registry);
  }
}
