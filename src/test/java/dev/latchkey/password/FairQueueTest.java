package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private final FairQueue queue = new FairQueue();

  @Test
  void organisations_takeTurns() {
    add("flood", "1", 4);
    add("a", "1", 1);
    add("b", "1", 2);

    assertThat(rest())
        .containsExactly("flood/1", "a/1", "b/1", "flood/1", "b/1", "flood/1", "flood/1");
  }

  @Test
  void networksOfAnOrganisation_takeTurns() {
    add("o", "flood", 3);
    add("o", "one", 1);
    add("o", "two", 1);

    assertThat(rest()).containsExactly("o/flood", "o/one", "o/two", "o/flood", "o/flood");
  }

  @Test
  void whoWasServed_goesToTheEndAlsoWhenMoreComes() {
    add("a", "1", 1);
    add("b", "1", 1);
    queue.poll();
    add("a", "1", 1);

    assertThat(rest()).containsExactly("b/1", "a/1");
  }

  @Test
  void wantedOrganisation_isServedBeforeItsTurn() {
    add("a", "1", 1);
    add("b", "1", 1);

    assertThat(queue.poll("b"::equals).share().organization()).isEqualTo("b");
    assertThat(queue.poll("b"::equals)).isNull();
    assertThat(queue.size()).isEqualTo(1);
    assertThat(rest()).containsExactly("a/1");
  }

  @Test
  void thoseWhoHungUp_leaveTogetherInOneTurn() {
    for (int i = 0; i < 1000; i++) {
      var gone = new TestWork(new FairShareKey("o", "flood"), 4);
      queue.add(gone);
      gone.cancelled = true;
    }
    add("o", "flood", 1);
    add("o", "one", 1);

    assertThat(rest()).containsExactly("o/flood", "o/one");
  }

  private void add(String organization, String network, int count) {
    for (int i = 0; i < count; i++) {
      queue.add(new TestWork(new FairShareKey(organization, network), 4));
    }
  }

  private List<String> rest() {
    var order = new ArrayList<String>();
    while (queue.size() > 0) {
      var share = queue.poll().share();
      order.add(share.organization() + "/" + share.network());
    }
    assertThat(queue.poll()).isNull();
    return order;
  }
}
