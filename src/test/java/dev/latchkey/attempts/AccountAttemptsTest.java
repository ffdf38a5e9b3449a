package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** When an account is locked, and for whom. */
@QuarkusTest
class AccountAttemptsTest extends SeveralProcesses {

  @Test
  void account_isLockedAfterFailuresFromAnywhereUnderBothNames_exceptWhereItIsKnown() {
    var attempts = process("account-failures", "20");
    judged(attempts, "jane", HERE).succeeded();
    directory.await(1, "select count(*) from known_networks");
    for (int i = 0; i < 20; i++) {
      var name = i % 2 == 0 ? "jane" : "jane@mail.example";
      fail(attempts, name, client("a-" + i / 4, "b-" + i), 1);
    }

    for (var name : new String[] {"jane", "jane@mail.example"}) {
      var elsewhere = judged(attempts, name, THERE);
      assertThat(elsewhere.isLocked()).isTrue();
      elsewhere.failed();
      assertThat(judged(process("account-failures", "20"), name, HERE).isLocked()).isFalse();
    }
    assertThat(refused("account")).isEqualTo(2);

    var owner = judged(attempts, "jane", HERE);
    assertThat(owner.isLocked()).isFalse();
    owner.succeeded();
    directory.awaitFailures("jane", 0);
    assertThat(judged(attempts, "jane", THERE).isLocked()).as("the lock is over").isFalse();
  }

  @Test
  void knownNetwork_hasFailuresOfItsOwn_andThenThoseOfTheAccount() {
    var attempts = process("account-failures", "4", "name-failures", "100");
    judged(attempts, "jane", HERE).succeeded();
    directory.await(1, "select count(*) from known_networks");
    fail(attempts, "jane", HERE, 4);
    assertThat(directory.number("select count(*) from account_failures")).isZero();

    fail(attempts, "jane", HERE, 4);
    directory.awaitFailures("jane", 4);
    assertThat(judged(attempts, "jane", HERE).isLocked()).isTrue();
    assertThat(judged(attempts, "jane", THERE).isLocked()).isTrue();
  }

  @Test
  void networkThatWasNotSeenForLong_isNotKnown() {
    var attempts = process("account-failures", "1", "known-for", "90d");
    judged(attempts, "jane", HERE).succeeded();
    directory.await(1, "select count(*) from known_networks");
    fail(attempts, "jane", THERE, 1);
    assertThat(judged(attempts, "jane", HERE).isLocked()).isFalse();

    directory.execute("update known_networks set seen_on = seen_on - 90");
    assertThat(judged(attempts, "jane", HERE).isLocked()).isTrue();
  }

  @Test
  void lockedAccount_whereNetworksAreNotKnown_hasOneAttemptAnHour() {
    var attempts = process("account-failures", "1");
    fail(attempts, "jane", UNKNOWN, 1);
    assertThat(judged(attempts, "jane", UNKNOWN).isLocked()).isTrue();

    directory.execute("update account_failures set at = at - interval '1 hour'");
    var hourly = judged(attempts, "jane", UNKNOWN);
    assertThat(hourly.isLocked()).isFalse();
    assertThat(judged(attempts, "jane@mail.example", UNKNOWN).isLocked()).as("one").isTrue();
    hourly.failed();
    directory.awaitFailures("jane", 2);
    assertThat(judged(attempts, "jane", UNKNOWN).isLocked()).isTrue();
  }

  @Test
  void failureOfALockedAccount_makesItNoLongerLocked() {
    var attempts = process("account-failures", "1");
    fail(attempts, "jane", UNKNOWN, 1);
    var before = directory.number("select extract(epoch from at) * 1000 from account_failures");
    fail(attempts, "jane", UNKNOWN, 3);

    assertThat(directory.number("select extract(epoch from at) * 1000 from account_failures"))
        .isEqualTo(before);
  }
}
