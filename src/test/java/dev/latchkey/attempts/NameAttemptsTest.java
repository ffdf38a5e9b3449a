package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.caller.Client;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a name is refused in a network, and what ends it. */
@QuarkusTest
class NameAttemptsTest extends SeveralProcesses {

  @Test
  void fifthFailure_isFollowedByThirtySeconds_andEachFurtherOneByTwiceAsMuch() {
    var attempts = process();
    fail(attempts, "jane", HERE, 5);

    assertRefused(attempts, "jane", HERE, Duration.ofSeconds(30));
    for (int seconds : new int[] {60, 120, 240, 480, 900, 900}) {
      now += Duration.ofMinutes(15).toNanos();
      letPass(Duration.ofMinutes(15));
      fail(attempts, "jane", HERE, 1);
      assertRefused(attempts, "jane", HERE, Duration.ofSeconds(seconds));
    }
    assertThat(refused("name")).isEqualTo(7);
  }

  @Test
  void failures_areThoseOfAllReplicas() {
    fail(process(), "jane", HERE, 3);
    fail(process(), "JANE", HERE, 2);

    var third = process();
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> judged(third, "jane", HERE))
        .satisfies(
            e ->
                assertThat(e.retryAfter())
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30)));
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .as("it asks nobody any more")
        .isThrownBy(() -> begin(third, "jane", HERE));
  }

  @Test
  void nameThatNobodyHas_isRefusedLikeAnyOther() {
    var attempts = process();
    fail(attempts, "nobody", HERE, 5);

    assertRefused(attempts, "nobody", HERE, Duration.ofSeconds(30));
    assertThat(directory.number("select count(*) from account_failures")).isZero();
  }

  @Test
  void otherNetworksNamesAndOrganisations_haveTheirOwnFailures() {
    var attempts = process();
    fail(attempts, "jane", HERE, 5);

    judged(attempts, "jane", THERE).withdraw();
    judged(attempts, "jane", client("192.0.2.0/24", "192.0.2.2")).withdraw();
    judged(attempts, "jane@mail.example", HERE).withdraw();
    directory.execute("delete from organizations where domain = 'other.attempts.example'");
    directory.execute(
        "insert into organizations (id, domain, name) values (gen_random_uuid(), 'other.attempts.example', 'x')");
    judged(attempts, "other.attempts.example", "jane", HERE).withdraw();
  }

  @Test
  void whereNetworksAreNotKnown_theNameAloneCounts() {
    var attempts = process();
    fail(attempts, "jane", UNKNOWN, 3);
    fail(attempts, "jane", new Client("10.9.9.9", List.of("10.9.9.0/24", "10.9.9.9"), false), 2);

    assertRefused(attempts, "jane", UNKNOWN, Duration.ofSeconds(30));
    assertThat(directory.number("select count(*) from failures")).as("no network").isEqualTo(1);
  }

  @Test
  void attemptsInFlight_areThoseOfTheName_fromAllNetworks() {
    var attempts = process("in-flight-per-name", "3");
    var first = judged(attempts, "jane", HERE);
    judged(attempts, "jane", HERE);
    judged(attempts, "JANE", THERE);
    judged(attempts, "jo", HERE);
    assertThatExceptionOfType(AttemptsBusyException.class)
        .isThrownBy(() -> begin(attempts, "jane", UNKNOWN, Duration.ofMillis(1)));

    first.withdraw();
    judged(attempts, "jane", UNKNOWN).withdraw();
  }

  @Test
  void attemptWhoseCallerHangsUp_hasFailedIfItWasAboutToBeChecked() {
    var attempts = process();
    judged(attempts, "jane", HERE).end();
    begin(attempts, "jane", HERE).end();

    directory.awaitFailures("jane", 1);
    judged(attempts, "jane", HERE).withdraw();
    awaitNoneInFlight(attempts);
  }

  @Test
  void failuresOfLongAgo_areForgotten() {
    fail(process(), "jane", HERE, 4);
    directory.execute("update failures set expires_at = now() where leak = 0");

    var attempts = process();
    fail(attempts, "jane", HERE, 4);
    judged(attempts, "jane", HERE).withdraw();
  }

  @Test
  void fullToken_clearsTheNameAndTheAccount_andMakesTheNetworkKnown() {
    var attempts = process();
    fail(attempts, "jane", HERE, 4);
    judged(attempts, "jane", HERE).succeeded();

    directory.awaitFailures("jane", 0);
    directory.await(0, "select count(*) from failures where leak = 0");
    directory.await(
        1, "select count(*) from known_networks where seen_on = (now() at time zone 'UTC')::date");
    fail(attempts, "jane", HERE, 4);
    judged(attempts, "jane", HERE).withdraw();
  }

  @Test
  void attemptThatIsWithdrawn_clearsNothingAndCountsNothing() {
    var attempts = process();
    fail(attempts, "jane", HERE, 4);
    for (int i = 0; i < 200; i++) {
      judged(attempts, "jane", HERE).withdraw();
    }

    assertThat(directory.number("select failures from account_failures")).isEqualTo(4);
    assertThat(directory.number("select count(*) from known_networks")).isZero();
    fail(attempts, "jane", HERE, 1);
    assertRefused(attempts, "jane", HERE, Duration.ofSeconds(30));
  }

  @Test
  void secondLoginOfADay_writesNothing() {
    var attempts = process();
    judged(attempts, "jane", HERE).succeeded();
    directory.await(1, "select count(*) from known_networks");
    long written = directory.number("select xmin::text::bigint from known_networks");
    for (int i = 0; i < 20; i++) {
      judged(attempts, "jane", HERE).succeeded();
    }
    fail(attempts, "jane", HERE, 1); // comes after all that was written before

    assertThat(directory.number("select xmin::text::bigint from known_networks where failures = 1"))
        .isGreaterThan(written);
    directory.execute("update known_networks set failures = 0, seen_on = seen_on - 1");
    judged(attempts, "jane", HERE).succeeded();
    directory.await(
        1, "select count(*) from known_networks where seen_on = (now() at time zone 'UTC')::date");
  }

  @Test
  void networksOfTheLastLogins_areKept() {
    var attempts = process("known-networks", "3");
    for (int i = 0; i < 5; i++) {
      judged(attempts, "jane", client("n", "n-" + i)).succeeded();
      directory.await(Math.min(i + 1, 3), "select count(*) from known_networks");
      directory.execute("update known_networks set seen_on = seen_on - 1");
    }

    assertThat(directory.number("select min(now()::date - seen_on) from known_networks"))
        .isEqualTo(1);
    assertThat(directory.number("select max(now()::date - seen_on) from known_networks"))
        .isEqualTo(3);
  }
}
