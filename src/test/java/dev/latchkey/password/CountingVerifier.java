package dev.latchkey.password;

import dev.latchkey.bcrypt.ElytronBcrypt;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Checks and hashes passwords at once, on the caller's thread, and writes down how many iterations
 * of bcrypt each one took: the work of a login, to be compared without a clock.
 */
@Vetoed
public class CountingVerifier extends PasswordVerifier {

  private final PasswordConfig config;
  private final List<Long> iterations = new CopyOnWriteArrayList<>();
  private final Salts salts = new Salts();
  private final PasswordMetrics metrics =
      new PasswordMetrics(new SimpleMeterRegistry(), new ElytronEngine(1, new Backlog(1)));

  /**
   * @param cost of new hashes
   */
  public CountingVerifier(int cost) {
    this(Settings.cost(cost));
  }

  private CountingVerifier(PasswordConfig config) {
    super(config, new SimpleMeterRegistry());
    this.config = config;
  }

  /** Ends the engine, which had nothing to do. */
  public void end() {
    stop();
  }

  /** What each check and each new hash took, in their order. */
  public List<Long> iterations() {
    return iterations;
  }

  @Override
  public Uni<Verdict> verify(Admission admission, PasswordCheck check) {
    return count(caller -> new Verification(admission.owner(), check, config, metrics, caller));
  }

  @Override
  public Uni<String> hash(Admission admission, NewPassword password) {
    return count(
        caller -> new NewHash(admission.owner(), password, salts.next(), config, metrics, caller));
  }

  private <T> Uni<T> count(Function<UniEmitter<? super T>, TimedWork<T>> workFor) {
    return Uni.createFrom()
        .emitter(
            caller -> {
              var work = workFor.apply(caller);
              work.begin();
              byte[] digest = ElytronBcrypt.digest(work.key(), work.salt(), work.cost());
              iterations.add((1L << work.cost()) + work.digested(digest));
              work.finished();
            });
  }
}
