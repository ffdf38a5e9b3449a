package dev.latchkey.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * People who log in again and again until they are told to stop, each on a connection of their own.
 */
final class Callers implements AutoCloseable {

  static final int COUNT = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /**
   * One login.
   *
   * @param status of the answer, or -1 where none came
   */
  record Login(int status, long nanos) {}

  private final URI address;
  private final Population population;
  private final ConcurrentLinkedQueue<Login> logins = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  /** Waits for a first login that is let in, then begins. */
  Callers(int port, Population population) throws InterruptedException {
    this.address =
        URI.create("http://127.0.0.1:" + port + Population.path(population.domains().get(0)));
    this.population = population;
    awaitLogin();
    for (int i = 0; i < COUNT; i++) {
      var thread = new Thread(this::logInAgainAndAgain);
      thread.start();
      threads.add(thread);
    }
  }

  private void awaitLogin() throws InterruptedException {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    var client = client();
    while (logIn(client).status() != 200) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("No login at " + address);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void logInAgainAndAgain() {
    var client = client();
    try {
      while (!ended) {
        logins.add(logIn(client));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private Login logIn(HttpClient client) throws InterruptedException {
    var body = population.body(ThreadLocalRandom.current().nextInt(Population.USERS));
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(body))
            .build();
    long began = System.nanoTime();
    int status;
    try {
      status = client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      status = -1;
    }
    return new Login(status, System.nanoTime() - began);
  }

  void awaitMore(int count) throws InterruptedException {
    int target = logins.size() + count;
    while (logins.size() < target) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** All logins so far. */
  List<Login> logins() {
    return List.copyOf(logins);
  }

  /** Returns when the last one is answered. */
  @Override
  public void close() throws InterruptedException {
    ended = true;
    for (var thread : threads) {
      thread.join();
    }
  }
}
