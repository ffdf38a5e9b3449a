package dev.latchkey.password;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What an operator sees of the hashing (docs/operations.md). No label has a caller's text, because
 * callers could fill the memory with labels; and none has a cost. Thread-safe, and cheap enough for
 * calls under the engine's lock.
 */
final class PasswordMetrics {

  /** Few and round numbers: each bucket is a time series. */
  private static final Duration[] BUCKETS =
      Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Timer wait;
  private final Timer hash;
  private final Counter refused;

  PasswordMetrics(MeterRegistry registry, HashEngine engine) {
    this.registry = registry;
    this.wait =
        timer("latchkey.password.wait", "How long work waited for a lane").register(registry);
    this.hash =
        timer("latchkey.password.hash", "How long work was hashed for in its lane")
            .register(registry);
    this.refused =
        Counter.builder("latchkey.password.refused")
            .description("Work refused because it waited too long, or would have")
            .register(registry);
    gauge("latchkey.password.queue", "Work that waits for a lane", engine, HashEngine::waiting);
    gauge("latchkey.password.lanes.busy", "Lanes at work", engine, HashEngine::working);
    gauge("latchkey.password.lanes", "Lanes that advance at once", engine, HashEngine::lanes);
  }

  /** Work has waited so long for its lane. */
  void waited(long nanos) {
    wait.record(nanos, NANOSECONDS);
  }

  /**
   * Work has left its lane.
   *
   * @param nanos since its turn came, with the decoy work. Without it, the sum of the times would
   *     tell the cost of a user, and so that the user exists
   */
  void hashed(long nanos) {
    hash.record(nanos, NANOSECONDS);
  }

  void refused() {
    refused.increment();
  }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS);
  }

  private void gauge(
      String name, String description, HashEngine engine, ToDoubleFunction<HashEngine> value) {
    Gauge.builder(name, engine, value).description(description).register(registry);
  }
}
