package dev.latchkey.password;

import dev.latchkey.bcrypt.KernelProof;
import dev.latchkey.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Checks passwords against bcrypt hashes on threads of its own, and refuses when these have too
 * much to do.
 */
@ApplicationScoped
public class PasswordVerifier {

  /** Less than this passes between two looks at the queue, also on a busy machine. */
  private static final Duration SHORTEST_MAX_WAIT = Duration.ofMillis(100);

  /**
   * Of {@link PasswordConfig#maxWait()}, in eighths, as much as may be expected of a wait. The rest
   * is for what the estimate cannot know: who comes meanwhile and takes turns, and how fast the
   * machine will be. Whoever is refused only after the wait has cost a query, and waited in vain.
   */
  private static final int EXPECTED_EIGHTHS = 7;

  private final Backlog backlog;
  private final HashEngine engine;
  private final PasswordConfig config;
  private final Duration longestExpected;
  private final PasswordMetrics metrics;

  PasswordVerifier(PasswordConfig config, MeterRegistry registry) {
    int threads = config.threads().orElse(Runtime.getRuntime().availableProcessors());
    Settings.require(threads >= 1, "latchkey.password.threads", "must be at least 1");
    Settings.requireWithin(1, LaneEngine.MAX_WIDTH, config.lanes(), "latchkey.password.lanes");
    Settings.require(
        config.maxWait().compareTo(SHORTEST_MAX_WAIT) >= 0,
        "latchkey.password.max-wait",
        "must be at least " + SHORTEST_MAX_WAIT.toMillis() + "ms");
    this.config = config;
    this.longestExpected = config.maxWait().multipliedBy(EXPECTED_EIGHTHS).dividedBy(8);
    this.backlog = new Backlog(threads * config.engine().firstGuess());
    this.engine =
        switch (config.engine()) {
          case LANES -> new LaneEngine(threads, config.lanes(), backlog);
          case ELYTRON -> new ElytronEngine(threads, backlog);
        };
    this.metrics = new PasswordMetrics(registry, engine);
  }

  /**
   * Has the engine prove itself now instead of at the first login.
   *
   * @throws ConfigurationException when a setting is out of range; the message is one line
   * @throws dev.latchkey.bcrypt.KernelProofException when it computes wrong
   */
  public void selfTest() {
    if (config.engine() == PasswordConfig.Engine.LANES) {
      KernelProof.run(config.lanes());
    }
  }

  /**
   * Takes a place in the queue. The caller releases it.
   *
   * @throws OverloadedException when the expected wait comes too near to {@link
   *     PasswordConfig#maxWait()}
   */
  public Admission admit(FairShareKey share) {
    long iterations = 1L << config.cost();
    refuseLongWait(backlog.expectedWait(share, iterations));
    return new Admission(backlog, share, iterations);
  }

  private void refuseLongWait(Duration expected) {
    Duration excess = expected.minus(longestExpected);
    if (excess.compareTo(Duration.ZERO) > 0) {
      metrics.refused();
      throw new OverloadedException(excess);
    }
  }

  /**
   * Checks a password. Nothing blocks; the result arrives on the Vert.x context of the caller. A
   * caller who cancels leaves the queue.
   *
   * @return fails with {@link OverloadedException} where the organisation's hashes cost so much
   *     more than new ones that the expected wait is too long after all, or where it did wait
   *     {@link PasswordConfig#maxWait()}
   */
  public Uni<Verdict> verify(Admission admission, PasswordCheck check) {
    Uni<Verdict> verdict =
        Uni.createFrom()
            .emitter(
                caller -> {
                  var work = new Verification(admission.share(), check, config, metrics, caller);
                  refuseLongWait(backlog.certainWait(admission.share(), work.iterations()));
                  admission.resize(work.iterations());
                  engine.submit(work);
                });
    Context context = Vertx.currentContext();
    return context == null
        ? verdict
        : verdict.emitOn(task -> context.runOnContext(ignored -> task.run()));
  }

  @PreDestroy
  void stop() {
    engine.stop();
  }
}
