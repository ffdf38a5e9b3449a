package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many attempts a network has, over all names. */
@QuarkusTest
class NetworkAttemptsTest extends SeveralProcesses {

  @Test
  void oneGuessForEachOfManyNames_isCountedByNetwork_overAllReplicas() {
    var one = process("per-network", "10");
    var other = process("per-network", "10");
    for (int i = 0; i < 5; i++) {
      fail(one, "user-" + i, HERE, 1);
      fail(other, "other-" + i, HERE, 1);
    }

    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> judged(one, "somebody", HERE))
        .satisfies(
            e ->
                assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(6)));
    judged(one, "somebody", THERE).withdraw();
    assertThat(refused("network")).isEqualTo(1);
  }

  @Test
  void networksOfOneAccess_doNotHaveAttemptsOfTheirOwnEach() {
    var attempts = process("per-network", "10");

    assertThat(attemptsOf(attempts, i -> client("2001:db8::/48", "2001:db8::/56", "n-" + i)))
        .isEqualTo(40);
    assertThat(attemptsOf(attempts, i -> client("2001:db8::/48", "m-" + i, "n-" + i)))
        .isEqualTo(120);
    assertThat(attemptsOf(attempts, i -> client("192.0.2.0/24", "192.0.2." + i))).isEqualTo(160);
    assertThat(attemptsOf(attempts, i -> client("2001:db8:9::/48", "a", "b"))).isEqualTo(10);
  }

  @Test
  void failuresOfANetwork_comeBackWithTime() {
    fail(process(), "somebody", HERE, 1);
    directory.execute("update failures set failures = 100 where leak > 0");
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> judged(process(), "jane", HERE));

    letPass(Duration.ofSeconds(6));
    judged(process(), "jane", HERE).failed();
    directory.await(1, "select count(*) from failures where failures between 99.5 and 100.1");
  }

  @Test
  void refusalsAndUnknownOrganisations_useAttemptsOfTheNetwork() {
    var attempts = process("per-network", "12");
    fail(attempts, "jane", HERE, 5);
    for (int i = 0; i < 3; i++) {
      assertRefused(attempts, "jane", HERE, Duration.ofSeconds(30));
      begin(attempts, "jo", HERE).end(); // as after a 404
    }
    begin(attempts, "jo", HERE).withdraw();
    begin(attempts, "jo", HERE).end();

    assertRefused(attempts, "jo", HERE, Duration.ofSeconds(6));
  }

  /** Many people may be behind one address, and a fleet logs in at once. */
  @Test
  void attemptsInFlight_useNoneOfTheirNetwork() {
    var attempts = process("per-network", "10");
    for (int i = 0; i < 200; i++) {
      begin(attempts, "user-" + i, HERE);
    }
    begin(attempts, "jane", HERE).withdraw();
  }

  @Test
  void noLimitByNetwork_whereItIsOffOrNetworksAreNotKnown() {
    var off = process("per-network", "0");
    var on = process("per-network", "2");
    for (int i = 0; i < 200; i++) {
      begin(off, "user-" + i, HERE).end();
      begin(on, "user-" + i, UNKNOWN).end();
    }
    fail(off, "jane", HERE, 1);
    assertThat(directory.number("select count(*) from failures")).isEqualTo(1);
  }
}
