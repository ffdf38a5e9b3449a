package dev.latchkey.password;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Checks no password before the test says what comes of it. */
@Vetoed
public class HeldVerifier extends PasswordVerifier {

  private final BlockingQueue<UniEmitter<? super Verdict>> held = new LinkedBlockingQueue<>();

  public HeldVerifier() {
    super(Settings.cost(4), new SimpleMeterRegistry());
  }

  /** Waits for the next login that has come as far as this, and answers it. */
  public void answer(Verdict verdict) throws InterruptedException {
    next().complete(verdict);
  }

  /** The same, but it has waited too long. */
  public void refuse() throws InterruptedException {
    next().fail(new OverloadedException(Duration.ofSeconds(1)));
  }

  /** Waits until so many logins wait here. */
  public boolean holds(int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (held.size() < count && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return held.size() == count;
  }

  /** Lets go of what a test has left, and ends the engine, which had nothing to do. */
  public void end() {
    held.forEach(caller -> caller.fail(new OverloadedException(Duration.ofSeconds(1))));
    stop();
  }

  @Override
  public Uni<Verdict> verify(Admission admission, PasswordCheck check) {
    var context = Vertx.currentContext();
    return Uni.createFrom()
        .<Verdict>emitter(held::add)
        .emitOn(task -> context.runOnContext(ignored -> task.run()));
  }

  private UniEmitter<? super Verdict> next() throws InterruptedException {
    var caller = held.poll(20, TimeUnit.SECONDS);
    if (caller == null) {
      throw new AssertionError("no login has come as far as the check of its password");
    }
    return caller;
  }
}
