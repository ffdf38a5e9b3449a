package dev.latchkey.password;

import dev.latchkey.bcrypt.KernelProof;
import dev.latchkey.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;

/**
 * Checks passwords against bcrypt hashes, and hashes new ones, on its own threads. It refuses when
 * these are overloaded. Logins and new passwords wait in one queue.
 */
@ApplicationScoped
public class PasswordVerifier {

  /** Threads look at the queue more often than this, also on a busy machine. */
  private static final Duration SHORTEST_MAX_WAIT = Duration.ofMillis(100);

  /**
   * The longest expected wait that is accepted, in eighths of {@link PasswordConfig#maxWait()}. The
   * last eighth is for what the estimate cannot know: which logins come later and take their turns,
   * and how fast the machine will be. A login that is refused after its wait has cost a query, and
   * has waited for nothing.
   */
  private static final int EXPECTED_EIGHTHS = 7;

  private final Backlog backlog;
  private final HashEngine engine;
  private final PasswordConfig config;
  private final Duration longestExpected;
  private final PasswordMetrics metrics;
  private final Salts salts = new Salts();

  PasswordVerifier(PasswordConfig config, MeterRegistry registry) {
    int threads = config.threads().orElse(Runtime.getRuntime().availableProcessors());
    checkSettings(config, threads);
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

  /** The constructor calls it, because the engine's threads start with these settings. */
  private static void checkSettings(PasswordConfig config, int threads) {
    Settings.require(threads >= 1, "latchkey.password.threads", "must be at least 1");
    Settings.requireWithin(1, LaneEngine.MAX_WIDTH, config.lanes(), "latchkey.password.lanes");
    Settings.require(
        config.maxWait().compareTo(SHORTEST_MAX_WAIT) >= 0,
        "latchkey.password.max-wait",
        "must be at least " + SHORTEST_MAX_WAIT.toMillis() + "ms");
  }

  /**
   * Checks the settings and the engine's arithmetic now instead of at the first login.
   *
   * @throws ConfigurationException when a setting is out of range; the message is one line
   * @throws dev.latchkey.bcrypt.KernelProofException when hashes come out wrong
   */
  public void selfTest() {
    if (config.engine() == PasswordConfig.Engine.LANES) {
      KernelProof.run(config.lanes());
    }
  }

  /** How long a hash waits at most for others. */
  public Duration maxWait() {
    return config.maxWait();
  }

  /** A place in the queue for one hash, as {@link #admit(FairShareKey, int)}. */
  public Admission admit(FairShareKey owner) {
    return admit(owner, 1);
  }

  /**
   * Takes a place in the queue for some hashes, one after another: each is a {@link #verify} or a
   * {@link #hash}. The caller releases it. Until the first of them each counts as one new hash,
   * because nobody knows yet what a check will cost.
   *
   * @param hashes at least 1
   * @throws OverloadedException when the expected wait is over seven eighths of {@link
   *     PasswordConfig#maxWait()}
   */
  public Admission admit(FairShareKey owner, int hashes) {
    long newHash = 1L << config.cost();
    refuseLongWait(backlog.expectedWait(owner, hashes * newHash));
    return new Admission(backlog, owner, hashes, newHash);
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
   * @return fails with {@link OverloadedException} when the organisation's hashes cost so much more
   *     than new ones that the expected wait is too long now, or when the login has waited longer
   *     than {@link PasswordConfig#maxWait()}
   */
  public Uni<Verdict> verify(Admission admission, PasswordCheck check) {
    return submit(
        admission, caller -> new Verification(admission.owner(), check, config, metrics, caller));
  }

  /**
   * Hashes a new password, with a salt of its own and at the cost of new hashes. Nothing blocks;
   * the result arrives on the Vert.x context of the caller. A caller who cancels leaves the queue.
   *
   * @return the hash in modular crypt form; fails with {@link OverloadedException} when the
   *     expected wait is too long now, or when it has waited longer than {@link
   *     PasswordConfig#maxWait()}
   */
  public Uni<String> hash(Admission admission, NewPassword password) {
    return submit(
        admission,
        caller -> new NewHash(admission.owner(), password, salts.next(), config, metrics, caller));
  }

  private <T> Uni<T> submit(
      Admission admission, Function<UniEmitter<? super T>, TimedWork<T>> workFor) {
    return CallerContext.receives(
        Uni.createFrom()
            .emitter(
                caller -> {
                  var work = workFor.apply(caller);
                  refuseLongWait(admission.firmWait(work.iterations()));
                  admission.confirm(work.iterations());
                  engine.submit(work);
                }));
  }

  @PreDestroy
  void stop() {
    engine.stop();
  }
}
