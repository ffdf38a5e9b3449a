package dev.latchkey.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Callers who log in again and again and keep the hashing threads busy, so that others are refused
 * with 503. A caller that was let in asks again at once: it takes the place that it left.
 */
final class Crowd implements AutoCloseable {

  /** So that the refusals of the crowd itself take little of the processor. */
  private static final int PAUSE_MILLIS = 20;

  private static final int PATIENCE_SECONDS = 30;

  private final CountDownLatch refused;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  /**
   * @param logins one caller for each; none where nobody is to be refused
   */
  Crowd(int port, List<OracleScenario.Request> logins) {
    refused = new CountDownLatch(2 * logins.size());
    for (var login : logins) {
      var thread = new Thread(() -> askAgainAndAgain(port, login.bytes(0)));
      thread.start();
      threads.add(thread);
    }
  }

  private void askAgainAndAgain(int port, byte[] login) {
    try (var caller = new OneCaller(port)) {
      while (!ended) {
        if (caller.ask(login) == 503) {
          refused.countDown();
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void awaitRefusals() throws InterruptedException {
    if (!refused.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The crowd is not refused");
    }
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    for (var thread : threads) {
      thread.join();
    }
  }
}
