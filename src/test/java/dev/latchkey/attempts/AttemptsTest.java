package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.latchkey.TestDirectory;
import dev.latchkey.caller.Client;
import dev.latchkey.directory.Candidate;
import dev.latchkey.directory.Directory;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.TallyKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits, as several processes on one database hold them. */
@QuarkusTest
class AttemptsTest {

  private static final Client HERE = client("192.0.2.0/24", "192.0.2.1");
  private static final Client THERE = client("2001:db8::/48", "2001:db8::/56", "2001:db8::/64");
  private static final Client UNKNOWN =
      new Client("10.0.0.1", List.of("10.0.0.0/24", "10.0.0.1"), false);

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Inject Directory lookUps;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private TestDirectory directory;
  private TestDirectory.Org org;
  private long now;

  @BeforeEach
  void addJane() {
    directory = new TestDirectory(url, user, password);
    org = directory.org("attempts.example");
    org.user("jane").save("jane", "jane@mail.example");
  }

  // --- a name in a network

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

  // --- what clears

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

  // --- an account

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

  // --- a network over all names

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

  // --- the database does not take them

  @Test
  void whatCannotBeWritten_isCountedByTheProcess_andWrittenLater() {
    var attempts = process();
    fail(attempts, "jane", HERE, 1);
    var found = find("attempts.example", "jane", judged(attempts, "jane", HERE).keys());
    directory.execute("alter table failures rename to failures_away");
    try {
      for (int i = 0; i < 4; i++) {
        var attempt = begin(attempts, "jane", HERE);
        attempt.judge(found);
        attempt.failed();
        awaitUnwritten(i + 1);
      }
      var sixth = begin(attempts, "jane", HERE);
      assertThatExceptionOfType(TooManyAttemptsException.class)
          .isThrownBy(() -> sixth.judge(found));
    } finally {
      directory.execute("alter table failures_away rename to failures");
    }

    now += Duration.ofMinutes(1).toNanos();
    letPass(Duration.ofMinutes(1));
    fail(attempts, "jane", HERE, 1);
    directory.awaitFailures("jane", 6);
    assertThat(directory.number("select failures from failures where leak = 0")).isEqualTo(6);
  }

  /** Else the owner would be kept out for as long as the process remembers them. */
  @Test
  void whatCouldNotBeWritten_pausesForNoLongerThanWhatWas() {
    var attempts = process();
    var found = find("attempts.example", "jane", judged(attempts, "jane", HERE).keys());
    failUnwritten(attempts, found, 5);
    assertRefused(attempts, "jane", HERE, Duration.ofSeconds(30));

    now += Duration.ofSeconds(31).toNanos();
    judged(attempts, "jane", HERE).succeeded();
    judged(attempts, "jane", HERE).withdraw();
  }

  @Test
  void accountThatIsLockedByWhatIsNotWritten_isLockedInTheDatabaseNext_andUnlockHelps() {
    var attempts = process("account-failures", "3", "name-failures", "100");
    var found = find("attempts.example", "jane", judged(attempts, "jane", HERE).keys());
    failUnwritten(attempts, found, 3);
    var locked = judged(attempts, "jane", HERE);
    assertThat(locked.isLocked()).isTrue();
    locked.failed();
    directory.awaitFailures("jane", 4);

    directory.execute("delete from account_failures");
    awaitEnd(attempts);
    assertThat(judged(attempts, "jane", HERE).isLocked()).isFalse();
  }

  @Test
  void clockThatWasAhead_pausesForNoLongerThanUsual() {
    fail(process(), "jane", HERE, 5);
    directory.execute(
        "update failures set at = at + interval '1 day', expires_at = expires_at + interval '1 day'");

    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> judged(process(), "jane", HERE))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
  }

  /** They began before the first was known to fail. */
  @Test
  void moreFailuresThanANetworkHas_areForgottenNoLater() {
    var attempts = process("per-network", "5");
    var all = new ArrayList<Attempt>();
    for (int i = 0; i < 40; i++) {
      all.add(judged(attempts, "user-" + i, HERE));
    }
    all.forEach(Attempt::failed);
    awaitEnd(attempts);

    assertThat(
            directory.number("select max(failures) from failures where leak between 0.1 and 0.2"))
        .isEqualTo(5);
    assertRefused(attempts, "jo", HERE, Duration.ofSeconds(6));
  }

  // --- modes

  @Test
  void shadow_refusesNothing_andTellsWhatItWouldHaveRefused() {
    var attempts = process("mode", "shadow", "account-failures", "7", "per-network", "9");
    fail(attempts, "jane", HERE, 5);
    assertThat(judged(attempts, "jane", HERE).shadowed()).contains(Limit.NAME);
    fail(attempts, "jane", HERE, 2);

    var locked = judged(attempts, "jane", THERE);
    assertThat(locked.isLocked()).isFalse();
    assertThat(locked.shadowed()).contains(Limit.ACCOUNT);
    fail(attempts, "somebody", HERE, 2);
    assertThat(judged(attempts, "anybody", HERE).shadowed()).contains(Limit.NETWORK);
    assertThat(judged(attempts, "anybody", THERE).shadowed()).isEmpty();
    assertThat(
            registry
                .get("latchkey.attempts.refused")
                .tag("mode", "shadow")
                .tag("limit", "account")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void off_countsNothing() {
    var attempts = process("mode", "off");
    fail(attempts, "jane", HERE, 200);
    judged(attempts, "jane", HERE).succeeded();

    assertThat(directory.number("select count(*) from failures")).isZero();
    assertThat(directory.number("select count(*) from account_failures")).isZero();
    assertThat(directory.number("select count(*) from known_networks")).isZero();
  }

  // --- settings

  @ParameterizedTest
  @CsvSource({
    "in-flight-per-name, 0",
    "in-flight-per-name, 10001",
    "name-failures, 0",
    "name-delay, 0s",
    "name-max-delay, 29s",
    "name-memory, 10m",
    "account-failures, 0",
    "account-retry, 0s",
    "known-networks, 0",
    "known-for, 1h",
    "per-network, -1",
    "network-recovery, 0s",
    "max-rows, 999",
  })
  void settingOutOfRange_refusesTheStartAndNamesTheVariable(String name, String value) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> AttemptsSettings.check(Limits.with(Map.of(name, value))))
        .withMessageStartingWith(
            "LATCHKEY_ATTEMPTS_" + name.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  @Test
  void defaults_areInRange() {
    assertThatNoException().isThrownBy(() -> AttemptsSettings.check(Limits.DEFAULT));
  }

  // --- how

  private Attempts process(String... settings) {
    var values = new HashMap<String, String>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return NewAttempts.with(values, registry, () -> now);
  }

  private static Client client(String... networks) {
    return new Client("", List.of(networks), true);
  }

  private static Attempt begin(Attempts attempts, String name, Client client) {
    return begin(attempts, "attempts.example", name, client);
  }

  private static Attempt begin(Attempts attempts, String domain, String name, Client client) {
    return begin(attempts, domain, name, client, Duration.ofSeconds(20));
  }

  private static Attempt begin(Attempts attempts, String name, Client client, Duration patience) {
    return begin(attempts, "attempts.example", name, client, patience);
  }

  private static Attempt begin(
      Attempts attempts, String domain, String name, Client client, Duration patience) {
    return attempts
        .begin(domain, LoginName.of(name), client, patience)
        .await()
        .atMost(Duration.ofSeconds(30));
  }

  private Attempt judged(Attempts attempts, String name, Client client) {
    return judged(attempts, "attempts.example", name, client);
  }

  private Attempt judged(Attempts attempts, String domain, String name, Client client) {
    var attempt = begin(attempts, domain, name, client);
    attempt.judge(find(domain, name, attempt.keys()));
    return attempt;
  }

  private Candidate find(String domain, String name, TallyKeys keys) {
    try {
      return VertxContextSupport.subscribeAndAwait(
              () -> lookUps.find(new OrgDomain(domain), LoginName.of(name), List.of(""), keys))
          .orElseThrow();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Fails, and waits until it is written. */
  private void fail(Attempts attempts, String name, Client client, int times) {
    for (int i = 0; i < times; i++) {
      var attempt = judged(attempts, name, client);
      attempt.failed();
      awaitEnd(attempts);
    }
  }

  private static void awaitEnd(Attempts attempts) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (attempts.log.underWay() > 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** The look-up was before: only the writes fail. */
  private void failUnwritten(Attempts attempts, Candidate found, int times) {
    directory.execute("alter table failures rename to failures_away");
    try {
      for (int i = 0; i < times; i++) {
        var attempt = begin(attempts, "jane", HERE);
        attempt.judge(found);
        attempt.failed();
        awaitUnwritten(i + 1);
        awaitEnd(attempts);
      }
    } finally {
      directory.execute("alter table failures_away rename to failures");
    }
  }

  private static void awaitNoneInFlight(Attempts attempts) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (attempts.inFlight.size() > 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void awaitUnwritten(int count) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (registry.get("latchkey.attempts.unwritten").counter().count() < count) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void assertRefused(Attempts attempts, String name, Client client, Duration retryAfter) {
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> begin(attempts, name, client))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(retryAfter));
  }

  /** For the database, whose clock no test moves. */
  private void letPass(Duration time) {
    directory.execute(
        "update failures set at = at - make_interval(secs => ?), expires_at = expires_at"
            + " - make_interval(secs => ?)",
        (double) time.toSeconds(),
        (double) time.toSeconds());
  }

  private int attemptsOf(Attempts attempts, IntFunction<Client> clients) {
    int count = 0;
    try {
      while (count < 1_000) {
        begin(attempts, "somebody", clients.apply(count)).end();
        count++;
      }
    } catch (TooManyAttemptsException e) {
      // counted so many
    }
    return count;
  }

  private double refused(String limit) {
    return registry
        .get("latchkey.attempts.refused")
        .tag("limit", limit)
        .tag("mode", "enforce")
        .counter()
        .count();
  }
}
