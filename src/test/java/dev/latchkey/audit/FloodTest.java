package dev.latchkey.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloodTest {

  private record Task(Duration time, Runnable work) {}

  private final Queue<Task> timers = new ArrayDeque<>();
  private final List<Long> news = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5; // nanoTime may overflow at any moment
  private final Flood flood =
      new Flood(3, () -> now, (time, work) -> timers.add(new Task(time, work)), news::add);

  @Test
  void fewInASecond_areToldOneByOne() {
    for (int second = 0; second < 5; second++) {
      assertThat(attempts(3)).isEqualTo(3);
      pass(Duration.ofSeconds(1));
    }

    assertThat(timers).isEmpty();
  }

  @Test
  void moreInASecond_areOneNumberAtItsEnd() {
    pass(Duration.ofMillis(200));
    assertThat(attempts(1_000)).isEqualTo(3);

    assertThat(timers).singleElement().extracting(Task::time).isEqualTo(Duration.ofMillis(800));
    assertThat(news).isEmpty();
    end();
    assertThat(news).containsExactly(997L);
  }

  @Test
  void nextSecond_hasItsOwnEventsAndItsOwnNumber() {
    attempts(5);
    pass(Duration.ofSeconds(1));
    end();

    assertThat(attempts(7)).isEqualTo(3);
    pass(Duration.ofSeconds(1));
    end();

    assertThat(news).containsExactly(2L, 4L);
  }

  @Test
  void timerThatIsLate_tellsAllThatCameMeanwhile() {
    attempts(5);
    pass(Duration.ofSeconds(4));
    assertThat(attempts(5)).isZero();

    end();
    assertThat(news).containsExactly(7L);
    assertThat(attempts(1)).isEqualTo(1);
  }

  @Test
  void restToldBeforeItsTime_isNotToldTwice() {
    attempts(5);
    flood.tell();
    end();

    assertThat(news).containsExactly(2L);
  }

  @Test
  void manyThreads_loseNone() {
    var told = new AtomicLong();
    var single = new AtomicLong();
    var many = new Flood(3, () -> 0, (time, work) -> {}, told::addAndGet);
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(
            i -> {
              if (many.tellsOneMore()) {
                single.incrementAndGet();
              }
              if (i % 100 == 0) {
                many.tell();
              }
            });
    many.tell();

    assertThat(single).hasValue(3);
    assertThat(told).hasValue(19_997);
  }

  /** How many of them are told by themselves. */
  private int attempts(int count) {
    int single = 0;
    for (int i = 0; i < count; i++) {
      single += flood.tellsOneMore() ? 1 : 0;
    }
    return single;
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void end() {
    timers.remove().work().run();
  }
}
