package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.directory.LookupLine.Limits;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LookupLineTest {

  private static final List<String> A = List.of("a/24", "a");
  private static final List<String> B = List.of("b/24", "b");

  private final List<String> begun = new ArrayList<>();
  private final Map<String, UniEmitter<? super String>> database = new HashMap<>();
  private long now = Long.MAX_VALUE - 5;
  private final LookupLine line =
      new LookupLine(new Limits(() -> 2, 5, 3), Duration.ofSeconds(2).toNanos(), () -> now);

  @Test
  void lookUpsOverTheNumberOfConnections_wait() {
    var all = find(A, "1", "2", "3");
    assertThat(begun).containsExactly("1", "2");
    assertThat(line.waiting()).isOne();

    answer("2");
    assertThat(begun).containsExactly("1", "2", "3");
    assertThat(line.underWay()).isEqualTo(2);
    all.get(1).assertCompleted().assertItem("2");

    answer("1");
    answer("3");
    assertThat(line.underWay()).isZero();
  }

  @Test
  void networks_takeTurns() {
    find(A, "1", "2", "3", "4", "5");
    find(B, "6");
    answer("1");
    answer("2");
    answer("3");

    assertThat(begun).containsExactly("1", "2", "3", "6", "4");
  }

  @Test
  void oneNetwork_cannotFillTheLine() {
    var of = find(A, "1", "2", "3", "4", "5", "6");
    of.get(5).assertFailedWith(DirectoryBusyException.class);
    assertThat(line.refused()).isOne();

    var other = find(List.of("b/24", "b"), "7", "8", "9");
    other.get(1).assertNotTerminated();
    other.get(2).assertFailedWith(DirectoryBusyException.class);
    assertThat(line.waiting()).isEqualTo(5);
    assertThat(line.refused()).isEqualTo(2);
  }

  @Test
  void addressesOfOneNetwork_areOneNetwork() {
    find(List.of("a/24", "a1"), "1", "2", "3", "4");
    var more = find(List.of("a/24", "a2"), "5", "6");

    more.get(0).assertNotTerminated();
    more.get(1).assertFailedWith(DirectoryBusyException.class);
  }

  @Test
  void fullLine_whileNothingIsAnswered_isAnOutage() {
    find(A, "1", "2", "3", "4", "5");
    now += Duration.ofMillis(1_999).toNanos();
    find(A, "6").get(0).assertFailedWith(DirectoryBusyException.class);
    now += Duration.ofMillis(1).toNanos();
    find(A, "7").get(0).assertFailedWith(DirectoryUnavailableException.class);

    database.get("1").fail(new ConnectException());
    find(A, "8", "9").get(1).assertFailedWith(DirectoryUnavailableException.class);
    answer("2");
    find(A, "10", "11").get(1).assertFailedWith(DirectoryBusyException.class);
  }

  @Test
  void callerWhoLeavesTheLine_isNeverAskedFor() {
    var all = find(A, "1", "2", "3", "4");
    all.get(2).cancel();
    assertThat(line.waiting()).isOne();

    answer("1");
    assertThat(begun).containsExactly("1", "2", "4");
  }

  /** The statement goes on, and so does the use of its connection. */
  @Test
  void callerWhoLeavesAnAskedDatabase_countsUntilItEnds() {
    var all = find(A, "1", "2", "3");
    all.get(0).cancel();
    assertThat(begun).containsExactly("1", "2");
    assertThat(line.underWay()).isEqualTo(2);

    answer("1");
    assertThat(begun).containsExactly("1", "2", "3");
  }

  @Test
  void failure_reachesItsCallerAlone_andTheNextBegins() {
    var all = find(A, "1", "2", "3");
    database.get("1").fail(new ConnectException());

    all.get(0).assertFailedWith(ConnectException.class);
    all.get(1).assertNotTerminated();
    assertThat(begun).containsExactly("1", "2", "3");
  }

  @Test
  @Timeout(60)
  void manyThreads_neverAskMoreThanTheLimit_andForgetNobody() throws Exception {
    var many = new LookupLine(new Limits(() -> 3, 200_000, 200_000), 1, System::nanoTime);
    var asked = new AtomicInteger();
    var most = new AtomicInteger();
    var questions = new ConcurrentLinkedQueue<UniEmitter<? super String>>();
    Uni<String> work =
        Uni.createFrom()
            .emitter(
                question -> {
                  most.accumulateAndGet(asked.incrementAndGet(), Math::max);
                  questions.add(question);
                });
    var done = new CountDownLatch(100_000);
    var threads = Executors.newFixedThreadPool(4);
    try {
      for (int t = 0; t < 4; t++) {
        var networks = List.of("net" + t);
        threads.execute(
            () -> {
              for (int i = 0; i < 25_000; i++) {
                var caller =
                    many.inTurn(networks, work)
                        .onTermination()
                        .invoke(done::countDown)
                        .subscribe()
                        .with(answer -> {});
                if (i % 3 == 0) {
                  caller.cancel();
                }
                var question = questions.poll();
                if (question != null) {
                  asked.decrementAndGet();
                  question.complete("");
                }
              }
            });
      }
      while (!done.await(1, TimeUnit.MILLISECONDS) || many.underWay() > 0) {
        var question = questions.poll();
        if (question != null) {
          asked.decrementAndGet();
          question.complete("");
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(most.get()).isLessThanOrEqualTo(3);
    assertThat(many.waiting()).isZero();
  }

  private List<UniAssertSubscriber<String>> find(List<String> networks, String... names) {
    var callers = new ArrayDeque<UniAssertSubscriber<String>>();
    for (var name : names) {
      Uni<String> work =
          Uni.createFrom()
              .emitter(
                  question -> {
                    begun.add(name);
                    database.put(name, question);
                  });
      callers.add(
          line.inTurn(networks, work).subscribe().withSubscriber(UniAssertSubscriber.create()));
    }
    return List.copyOf(callers);
  }

  private void answer(String name) {
    database.get(name).complete(name);
  }
}
