package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private static final UUID JANE = new UUID(0, 1);
  private static final UUID JOHN = new UUID(0, 2);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final InFlight inFlight = new InFlight(2);

  @Test
  void loginsBeyondTheLimit_waitUntilOneEnds() {
    enter(JANE, "a").assertCompleted();
    enter(JANE, "a").assertCompleted();
    var third = enter(JANE, "a");
    var fourth = enter(JANE, "a");
    enter(JOHN, "a").assertCompleted();
    third.assertNotTerminated();
    assertThat(inFlight.waiting()).isEqualTo(2);

    inFlight.leave(JANE);
    third.assertCompleted();
    fourth.assertNotTerminated();
    inFlight.leave(JANE);
    fourth.assertCompleted();
    assertThat(inFlight.waiting()).isZero();
  }

  @Test
  void networks_takeTurns() {
    enter(JANE, "flood");
    enter(JANE, "flood");
    var flood = new ArrayList<UniAssertSubscriber<Void>>();
    for (int i = 0; i < 50; i++) {
      flood.add(enter(JANE, "flood"));
    }
    var owner = enter(JANE, "home");

    inFlight.leave(JANE);
    inFlight.leave(JANE);
    owner.assertCompleted();
    flood.get(0).assertCompleted();
    flood.get(1).assertNotTerminated();
  }

  @Test
  void nameWithoutLoginsInFlight_isForgotten() {
    for (int i = 0; i < 3; i++) {
      enter(JANE, "a");
    }
    assertThat(inFlight.size()).isEqualTo(1);
    for (int i = 0; i < 3; i++) {
      inFlight.leave(JANE);
    }

    assertThat(inFlight.size()).isZero();
  }

  @Test
  void waitThatIsTooLong_isRefused_andTakesNoPlaceLater() {
    enter(JANE, "a");
    enter(JANE, "a");
    var third = enter(JANE, "a", Duration.ofMillis(1));
    third.awaitFailure(Duration.ofSeconds(20)).assertFailedWith(AttemptsBusyException.class);
    assertThat(inFlight.waiting()).isZero();

    inFlight.leave(JANE);
    inFlight.leave(JANE);
    assertThat(inFlight.size()).isZero();
  }

  @Test
  void callerWhoHangsUpWhileWaiting_leavesTheLine() {
    enter(JANE, "a");
    enter(JANE, "a");
    var gone = enter(JANE, "a");
    var next = enter(JANE, "a");
    gone.cancel();

    inFlight.leave(JANE);
    next.assertCompleted();
    inFlight.leave(JANE);
    inFlight.leave(JANE);
    assertThat(inFlight.size()).isZero();
  }

  /** A place that is given to somebody who is just leaving must not be lost for ever. */
  @Test
  void callersWhoHangUpAtAnyTime_loseNoPlace() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    var ended = new CountDownLatch(20_000);
    try {
      for (int i = 0; i < 20_000; i++) {
        int number = i;
        threads.execute(() -> enterAndLeave(number, threads, ended));
      }
      assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      threads.shutdown();
    }
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(inFlight.waiting()).isZero();
    assertThat(inFlight.size()).isZero();
  }

  /** Each third caller hangs up at once: before it has a place, while it gets one, or later. */
  private void enterAndLeave(int number, Executor threads, CountDownLatch ended) {
    var caller =
        inFlight
            .enter(JANE, List.of("n-" + number % 7), LONG)
            .invoke(
                () ->
                    threads.execute(
                        () -> {
                          inFlight.leave(JANE);
                          ended.countDown();
                        }))
            .onCancellation()
            .invoke(ended::countDown)
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    if (number % 3 == 0) {
      caller.cancel();
    }
  }

  private UniAssertSubscriber<Void> enter(UUID name, String network) {
    return enter(name, network, LONG);
  }

  private UniAssertSubscriber<Void> enter(UUID name, String network, Duration patience) {
    return inFlight
        .enter(name, List.of(network), patience)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
