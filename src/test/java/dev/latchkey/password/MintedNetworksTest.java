package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.turns.TurnQueue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * One caller with 200 IPv6 networks of 64 bits, which are all in one network of 48 bits, floods an
 * organisation of somebody else. Admission and turns are those of the service; one hash is done
 * each 10 ms, and time is counted in hashes.
 */
class MintedNetworksTest {

  private static final int HASH = 1024;
  private static final Duration LONGEST_EXPECTED = Duration.ofMillis(1750);
  private static final int MINTED = 200;
  private static final int LOGINS_OF_EACH = 4;
  private static final int BYSTANDERS_LOGINS = 41;
  private static final List<String> BYSTANDER = List.of("203.0.113.0/24", "203.0.113.9");

  private final Backlog backlog = new Backlog(100 * HASH);
  private final TurnQueue<Admission> queue = new TurnQueue<>(admission -> false);

  @Test
  void manyNetworksOfOneAccess_refuseNoLoginOfABystander() {
    assertThat(
            refusedOfBystander(
                i -> List.of("2001:db8::/48", "2001:db8::/56", "2001:db8:0:" + i + "::/64")))
        .isZero();
  }

  @Test
  void manyAddressesOfOneProvider_refuseNoLoginOfABystander() {
    assertThat(refusedOfBystander(i -> List.of("192.0.2.0/24", "192.0.2." + i))).isZero();
  }

  /** Why the wider networks are asked: without them, each network of the flood is one more turn. */
  @Test
  void ifOnlyTheNarrowestNetworkCounted_nearlyEveryLoginWouldBeRefused() {
    assertThat(refusedOfBystander(i -> List.of("2001:db8:0:" + i + "::/64"))).isGreaterThan(30);
  }

  /** A login for an organisation that does not exist is never hashed: here its look-up hangs. */
  @Test
  void madeUpOrganisations_areBoundedForOneAccess_andRefuseNobodyElse() {
    int admitted = 0;
    for (int i = 0; i < 10_000; i++) {
      var networks = List.of("2001:db8::/48", "wide-" + i % 16, "narrow-" + i);
      admitted += admit(new FairShareKey("made-up-" + i, networks)) == null ? 0 : 1;
    }

    assertThat(admitted).isBetween(175, 200);
    assertThat(admit(new FairShareKey("made-up", BYSTANDER))).isNotNull();
  }

  /** Between two logins of the bystander ten hashes are done, and the flood fills up the queue. */
  private int refusedOfBystander(IntFunction<List<String>> minted) {
    int refused = 0;
    for (int i = 0; i < BYSTANDERS_LOGINS; i++) {
      for (int login = 0; login < MINTED * LOGINS_OF_EACH; login++) {
        enqueue(minted.apply(login % MINTED));
      }
      assertThat(queue.size()).isGreaterThan(100);
      if (!enqueue(BYSTANDER)) {
        refused++;
      }
      for (int done = 0; done < 10; done++) {
        Objects.requireNonNull(queue.poll()).release();
      }
    }
    return refused;
  }

  /** Whether it was admitted. */
  private boolean enqueue(List<String> networks) {
    var owner = new FairShareKey("here.example", networks);
    var admission = admit(owner);
    if (admission != null) {
      admission.confirm(HASH);
      queue.add(owner.byOrganization(), admission);
    }
    return admission != null;
  }

  private @Nullable Admission admit(FairShareKey owner) {
    return backlog.expectedWait(owner, HASH).compareTo(LONGEST_EXPECTED) > 0
        ? null
        : new Admission(backlog, owner, 1, HASH);
  }
}
