package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import dev.latchkey.bcrypt.ElytronBcrypt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hashes with Elytron, one hash per thread. The queue has no bound of its own: {@link Backlog}
 * admits no more than is worth waiting for.
 */
final class ElytronEngine implements HashEngine {

  private final ThreadPoolExecutor threads;
  private final Backlog backlog;

  ElytronEngine(int size, Backlog backlog) {
    this.backlog = backlog;
    var count = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var thread = new Thread(task, "latchkey-hash-" + count.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void submit(HashWork work) {
    threads.execute(() -> hash(work));
  }

  @Override
  public int waiting() {
    return threads.getQueue().size();
  }

  @Override
  public int working() {
    return threads.getActiveCount();
  }

  @Override
  public int lanes() {
    return threads.getCorePoolSize();
  }

  @Override
  public void stop() {
    threads.shutdown();
  }

  private void hash(HashWork work) {
    try {
      if (!work.begin()) {
        return; // whoever hung up costs nothing more than this
      }
      long start = System.nanoTime();
      byte[] digest = ElytronBcrypt.digest(work.key(), work.salt(), work.cost());
      double seconds = (System.nanoTime() - start) / 1e9;
      backlog.measured(threads.getCorePoolSize() * (1 << work.cost()) / seconds, seconds);
      burn(work.digested(digest), work);
      work.finished();
    } catch (RuntimeException | Error e) {
      work.failed(e);
    }
  }

  /** Elytron does powers of two from 16 on; what the password package asks for is a sum of them. */
  private static void burn(long iterations, HashWork work) {
    for (int cost = BcryptHash.MIN_COST; iterations >> cost != 0; cost++) {
      if ((iterations >> cost & 1) == 1) {
        ElytronBcrypt.digest(work.salt(), work.salt(), cost);
      }
    }
  }
}
