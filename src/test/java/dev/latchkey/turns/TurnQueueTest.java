package dev.latchkey.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TurnQueueTest {

  /** A thing that waits: its path and its number. */
  private record Thing(String path, int number) {

    List<String> keys() {
      return List.of(path.split("/"));
    }
  }

  private final Set<Thing> abandoned = new HashSet<>();
  private final TurnQueue<Thing> queue = new TurnQueue<>(abandoned::contains);
  private int number;

  @Test
  void groups_takeTurns() {
    add("flood/1", 4);
    add("a/1", 1);
    add("b/1", 2);

    assertThat(rest())
        .containsExactly("flood/1", "a/1", "b/1", "flood/1", "b/1", "flood/1", "flood/1");
  }

  @Test
  void groupsOfAGroup_takeTurns() {
    add("o/flood", 3);
    add("o/one", 1);
    add("o/two", 1);

    assertThat(rest()).containsExactly("o/flood", "o/one", "o/two", "o/flood", "o/flood");
  }

  /** Two hundred networks of one caller are one group: they get one turn of each round. */
  @Test
  void keysThatACallerCanMint_getNoMoreTurnsThanTheirGroup() {
    for (int i = 0; i < 200; i++) {
      add("o/flood/" + i, 1);
    }
    add("o/small/1", 3);

    assertThat(rest().subList(0, 6))
        .containsExactly(
            "o/flood/0", "o/small/1", "o/flood/1", "o/small/1", "o/flood/2", "o/small/1");
  }

  @Test
  void pathsOfDifferentLength_waitSideBySide() {
    add("ipv4/a", 2);
    add("ipv6/b/c", 2);
    add("none", 1);

    assertThat(rest()).containsExactly("ipv4/a", "ipv6/b/c", "none", "ipv4/a", "ipv6/b/c");
  }

  @Test
  void thingsOfALine_keepTheirOrder() {
    add("o/1", 3);

    assertThat(List.of(queue.poll().number(), queue.poll().number(), queue.poll().number()))
        .containsExactly(1, 2, 3);
  }

  @Test
  void whoWasServed_goesToTheEndAlsoWhenMoreComes() {
    add("a/1", 1);
    add("b/1", 1);
    queue.poll();
    add("a/1", 1);

    assertThat(rest()).containsExactly("b/1", "a/1");
  }

  @Test
  void wantedGroup_isServedBeforeItsTurn() {
    add("a/1", 1);
    add("b/1", 1);

    assertThat(queue.poll("b"::equals).path()).isEqualTo("b/1");
    assertThat(queue.poll("b"::equals)).isNull();
    assertThat(queue.size()).isEqualTo(1);
    assertThat(rest()).containsExactly("a/1");
  }

  @Test
  void abandonedThings_leaveTogetherAndTakeNoTurn() {
    add("o/flood", 1000).forEach(abandoned::add);
    add("o/flood", 1);
    add("o/one", 1);

    assertThat(rest()).containsExactly("o/flood", "o/one");
  }

  /** Neither of their own group, nor of the groups around it. */
  @Test
  void groupsOfAbandonedThings_takeNoTurn() {
    for (int i = 0; i < 100; i++) {
      abandoned.addAll(add("gone/" + i, 1));
      abandoned.addAll(add("o/gone-" + i, 1));
    }
    add("o/one", 1);
    add("p/two", 2);

    assertThat(rest()).containsExactly("o/one", "p/two", "p/two");
    assertThat(queue.size()).isZero();
  }

  @Test
  void wantedGroupOfAbandonedThings_isPassedOver() {
    abandoned.addAll(add("a/1", 2));
    add("b/1", 1);
    add("unwanted/1", 1);

    assertThat(queue.poll(key -> !key.equals("unwanted")).path()).isEqualTo("b/1");
    assertThat(queue.poll(key -> !key.equals("unwanted"))).isNull();
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void removedThing_isNotServed() {
    var things = add("o/n/1", 3);
    add("o/n/2", 1);

    assertThat(queue.remove(things.get(1).keys(), things.get(1))).isTrue();
    assertThat(queue.remove(things.get(1).keys(), things.get(1))).isFalse();
    assertThat(queue.remove(List.of("o", "elsewhere"), things.get(0))).isFalse();
    assertThat(queue.size()).isEqualTo(3);
    assertThat(rest()).containsExactly("o/n/1", "o/n/2", "o/n/1");
  }

  @Test
  void sizes_areKnownOfEachGroup() {
    add("o/n/1", 2);
    add("o/n/2", 1);
    var last = add("o/m/1", 1).get(0);

    assertThat(queue.size()).isEqualTo(4);
    assertThat(queue.size(List.of("o"))).isEqualTo(4);
    assertThat(queue.size(List.of("o", "n"))).isEqualTo(3);
    assertThat(queue.size(List.of("o", "n", "1"))).isEqualTo(2);
    assertThat(queue.size(List.of("o", "x", "1"))).isZero();
    queue.remove(last.keys(), last);
    assertThat(queue.size(List.of("o", "m"))).isZero();
    queue.poll();
    assertThat(queue.size(List.of("o", "n"))).isEqualTo(2);
  }

  @Test
  void thingThatWaitsAlready_isRefused_andChangesNothing() {
    var thing = add("o/1", 1).get(0);

    assertThatIllegalStateException().isThrownBy(() -> queue.add(thing.keys(), thing));
    assertThat(queue.size()).isEqualTo(1);
    assertThat(rest()).containsExactly("o/1");
  }

  /** Whatever comes and goes: each thing is served once, or was removed or abandoned. */
  @Test
  void anyOrder_losesNothingAndServesNothingTwice() {
    var random = new Random(7);
    var waiting = new ArrayList<Thing>();
    for (int i = 0; i < 20_000; i++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> waiting.addAll(add(randomPath(random), 1));
        case 2 -> {
          var served = random.nextBoolean() ? queue.poll() : queue.poll(key -> key.equals("1"));
          assertThat(served == null || waiting.remove(served)).isTrue();
        }
        default -> {
          if (!waiting.isEmpty()) {
            var thing = waiting.remove(random.nextInt(waiting.size()));
            assertThat(random.nextBoolean() ? abandoned.add(thing) : removed(thing)).isTrue();
          }
        }
      }
    }
    while (!waiting.isEmpty()) {
      assertThat(waiting.remove(queue.poll())).isTrue();
    }
    assertThat(queue.poll()).isNull();
    assertThat(queue.size()).isZero();
  }

  private boolean removed(Thing thing) {
    return queue.remove(thing.keys(), thing);
  }

  private static String randomPath(Random random) {
    return random.nextInt(3) + "/" + random.nextInt(3) + "/" + random.nextInt(3);
  }

  private List<Thing> add(String path, int count) {
    var added = new ArrayList<Thing>();
    for (int i = 0; i < count; i++) {
      number++;
      var thing = new Thing(path, number);
      queue.add(thing.keys(), thing);
      added.add(thing);
    }
    return added;
  }

  private List<String> rest() {
    var order = new ArrayList<String>();
    for (var thing = queue.poll(); thing != null; thing = queue.poll()) {
      order.add(thing.path());
    }
    assertThat(queue.size()).isZero();
    return order;
  }
}
