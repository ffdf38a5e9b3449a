package dev.latchkey.attempts;

import dev.latchkey.directory.FailureSweep;
import dev.latchkey.directory.Failures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.Vetoed;
import java.util.Map;
import java.util.function.LongSupplier;

/** Another process on the database of the tests: it knows nothing but what the database does. */
@Vetoed
public class NewAttempts extends Attempts {

  private NewAttempts(Map<String, String> settings, MeterRegistry registry, LongSupplier nanos) {
    super(Limits.with(settings), bean(Failures.class), bean(FailureSweep.class), registry, nanos);
  }

  public static Attempts with(Map<String, String> settings) {
    return with(settings, new SimpleMeterRegistry(), () -> 0);
  }

  static Attempts with(Map<String, String> settings, MeterRegistry registry, LongSupplier nanos) {
    var attempts = new NewAttempts(settings, registry, nanos);
    attempts.readSecret();
    return attempts;
  }

  private static <T> T bean(Class<T> type) {
    return Arc.container().instance(type).get();
  }
}
