package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.latchkey.caller.CallerConfig;
import dev.latchkey.caller.Client;
import dev.latchkey.caller.Proxies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptsTest {

  private static final UUID ACME = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private static final Client HERE =
      new Client("192.0.2.1", List.of("192.0.2.0/24", "192.0.2.1"), true);
  private static final Client THERE =
      new Client("2001:db8::7", List.of("2001:db8::/48", "2001:db8::/56", "2001:db8::/64"), true);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long now;

  @Test
  void tenAttempts_thenOneAMinute() {
    var attempts = attempts(Limits.DEFAULT);
    fail(attempts, ACME, "jane", 10);

    assertRefused(attempts, ACME, "jane", Duration.ofMinutes(1));
    now += Duration.ofSeconds(59).toNanos();
    assertRefused(attempts, ACME, "jane", Duration.ofSeconds(1));
    now += Duration.ofSeconds(1).toNanos();
    fail(attempts, ACME, "jane", 1);
    assertRefused(attempts, ACME, "jane", Duration.ofMinutes(1));
  }

  @Test
  void sameNameElsewhere_isAnother() {
    var attempts = attempts(Limits.DEFAULT);
    fail(attempts, ACME, "jane", 10);

    fail(attempts, OTHER, "jane", 10);
    fail(attempts, ACME, "jane@mail.example", 10);
    assertRefused(attempts, OTHER, "jane", Duration.ofMinutes(1));
  }

  @Test
  void attemptThatIsGivenBack_takesNoOtherWithIt() {
    var attempts = attempts(Limits.DEFAULT);
    fail(attempts, ACME, "jane", 9);

    for (int i = 0; i < 50; i++) {
      reserve(attempts, ACME, "jane", HERE).giveBack();
    }
    fail(attempts, ACME, "jane", 1);
    assertRefused(attempts, ACME, "jane", Duration.ofMinutes(1));
  }

  @Test
  void refusals_areCounted() {
    var attempts = attempts(Limits.DEFAULT.perName(1));
    fail(attempts, ACME, "jane", 1);
    assertRefused(attempts, ACME, "jane", Duration.ofMinutes(1));
    assertRefused(attempts, ACME, "jane", Duration.ofMinutes(1));

    assertThat(refused("name")).isEqualTo(2);
    assertThat(refused("network")).isZero();
  }

  @Test
  void oneGuessForEachOfManyNames_isCountedByNetwork() {
    var attempts = attempts(Limits.DEFAULT.perNetwork(100));
    for (int i = 0; i < 100; i++) {
      fail(attempts, i % 2 == 0 ? ACME : OTHER, "user-" + i, 1);
    }

    assertRefused(attempts, ACME, "somebody", Duration.ofSeconds(6));
    reserve(attempts, ACME, "somebody", THERE);
    now += Duration.ofSeconds(6).toNanos();
    fail(attempts, ACME, "somebody", 1);
    assertRefused(attempts, ACME, "somebody", Duration.ofSeconds(6));
    assertThat(refused("network")).isEqualTo(2);
    assertThat(refused("name")).isZero();
  }

  @Test
  void successOfOneName_givesTheNetworkThatAttemptAlone() {
    var attempts = attempts(Limits.DEFAULT.perNetwork(20));
    for (int i = 0; i < 50; i++) {
      reserve(attempts, ACME, "mallory", HERE).giveBack();
    }
    for (int i = 0; i < 19; i++) {
      fail(attempts, ACME, "user-" + i, 1);
      reserve(attempts, ACME, "mallory", HERE).giveBack();
    }
    fail(attempts, ACME, "user-20", 1);

    assertRefused(attempts, ACME, "mallory", Duration.ofSeconds(6));
  }

  @Test
  void attemptThatTheNetworkRefuses_isNotCountedForTheName() {
    var attempts = attempts(Limits.DEFAULT.perNetwork(1));
    fail(attempts, ACME, "john", 1);
    for (int i = 0; i < 50; i++) {
      assertRefused(attempts, ACME, "jane", Duration.ofSeconds(6));
    }

    reserve(attempts, ACME, "jane", THERE).giveBack();
    for (int i = 0; i < 10; i++) {
      reserve(attempts, ACME, "jane", new Client("", List.of("network-" + i), true));
    }
  }

  /** The organisation does not exist, so there is no name to count: the network has paid. */
  @Test
  void askingForOrganisationsAlone_usesTheAttemptsOfTheNetwork() {
    var attempts = attempts(Limits.DEFAULT.perNetwork(100));

    assertThat(guessesUntilRefused(attempts, i -> HERE)).isEqualTo(100);
    assertRefused(attempts, ACME, "jane", Duration.ofSeconds(6));
    reserve(attempts, ACME, "jane", THERE);
  }

  @Test
  void networksOfOneAccess_doNotHaveAttemptsOfTheirOwnEach() {
    var attempts = attempts(Limits.DEFAULT.perNetwork(10));

    assertThat(
            guessesUntilRefused(attempts, i -> client("2001:db8::/48", "2001:db8::/56", "n-" + i)))
        .isEqualTo(40);
    assertThat(guessesUntilRefused(attempts, i -> client("2001:db8::/48", "m-" + i, "n-" + i)))
        .isEqualTo(160 - 40);
    assertThat(guessesUntilRefused(attempts, i -> client("192.0.2.0/24", "192.0.2." + i)))
        .isEqualTo(160);
    assertThat(guessesUntilRefused(attempts, i -> client("2001:db8:9::/48", "a", "b")))
        .isEqualTo(10);
    assertThat(refused("network")).isEqualTo(4);
  }

  /** So a wide network is as far from its limit in time as a narrow one. */
  @Test
  void attemptsOfWideNetworks_comeBackFaster() {
    var attempts = attempts(Limits.DEFAULT.perNetwork(1));
    IntFunction<Client> minted = i -> client("2001:db8::/48", "2001:db8::/56", now + "-" + i);
    assertThat(guessesUntilRefused(attempts, minted)).isEqualTo(4);

    now += Duration.ofSeconds(3).toNanos();
    assertThat(guessesUntilRefused(attempts, minted)).isEqualTo(2);
  }

  @Test
  void attemptThatIsGivenBack_isThereAgainInEachNetwork() {
    var attempts = attempts(Limits.DEFAULT.perNetwork(1));
    IntFunction<Client> minted = i -> client("2001:db8::/48", "2001:db8::/56", "n-" + i);
    for (int i = 0; i < 100; i++) {
      attempts.reserve(minted.apply(i)).giveBack();
    }

    assertThat(guessesUntilRefused(attempts, minted)).isEqualTo(4);
    for (int i = 0; i < 100; i++) { // what the wide network refuses costs no narrow one anything
      int other = i + 1000;
      assertThatExceptionOfType(TooManyAttemptsException.class)
          .isThrownBy(() -> attempts.reserve(minted.apply(other)));
    }
    now += Duration.ofSeconds(3).toNanos(); // less than a narrow one would need
    assertThat(guessesUntilRefused(attempts, i -> minted.apply(i + 1000))).isEqualTo(2);
  }

  @Test
  void attemptThatTheNameRefuses_isNotCountedForTheNetwork() {
    var attempts = attempts(Limits.DEFAULT.perNetwork(20).perName(10));
    fail(attempts, ACME, "jane", 10);
    for (int i = 0; i < 50; i++) {
      assertRefused(attempts, ACME, "jane", Duration.ofMinutes(1));
    }

    assertThat(guessesUntilRefused(attempts, i -> HERE)).isEqualTo(10);
  }

  @Test
  void networks_areCountedOnlyWhereClientsAreKnown() {
    var unaware = attempts(Limits.DEFAULT);
    var aware = attempts(Limits.DEFAULT, Proxies.trusting("10.0.0.0/8"));
    var unlimited = attempts(Limits.DEFAULT.perNetwork(0), Proxies.trusting("10.0.0.0/8"));
    for (int i = 0; i < 100; i++) {
      fail(unaware, ACME, "user-" + i, 1);
      fail(aware, ACME, "user-" + i, 1);
      fail(unlimited, ACME, "user-" + i, 1);
    }

    fail(unaware, ACME, "jane", 1);
    fail(unlimited, ACME, "jane", 1);
    assertRefused(aware, ACME, "jane", Duration.ofSeconds(6));
  }

  @Test
  void limitThatIsOff_countsNothing() {
    var attempts = attempts(Limits.DEFAULT.off());

    fail(attempts, ACME, "jane", 1_000);
    reserve(attempts, ACME, "jane", HERE).giveBack();
    assertThat(refused("name") + refused("network")).isZero();
  }

  static Stream<Limits> badSettings() {
    return Stream.of(
        Limits.DEFAULT.perName(0),
        Limits.DEFAULT.perName(10_001),
        Limits.DEFAULT.nameRecovery(Duration.ZERO),
        Limits.DEFAULT.nameRecovery(Duration.ofDays(2)),
        Limits.DEFAULT.perNetwork(-1),
        Limits.DEFAULT.perNetwork(10_001),
        Limits.DEFAULT.networkRecovery(Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void settingOutOfRange_refusesTheStartAndNamesTheVariable(Limits limits) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> attempts(limits).checkSettings())
        .withMessageStartingWith("LATCHKEY_ATTEMPTS_");
  }

  @Test
  void settingsAtTheirLimits_areGood() {
    var most = Limits.DEFAULT.perName(10_000).nameRecovery(Duration.ofDays(1));
    assertThatNoException().isThrownBy(() -> attempts(most).checkSettings());

    fail(attempts(most), ACME, "jane", 10_000);
  }

  private Attempts attempts(AttemptsConfig config) {
    return attempts(config, Proxies.NONE);
  }

  private Attempts attempts(AttemptsConfig config, CallerConfig caller) {
    return new Attempts(config, caller, registry, () -> now);
  }

  private double refused(String limit) {
    return registry.get("latchkey.attempts.refused").tag("limit", limit).counter().count();
  }

  private static void fail(Attempts attempts, UUID organization, String name, int times) {
    for (int i = 0; i < times; i++) {
      reserve(attempts, organization, name, HERE);
    }
  }

  private static void assertRefused(
      Attempts attempts, UUID organization, String name, Duration retryAfter) {
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> reserve(attempts, organization, name, HERE))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(retryAfter));
  }

  private static Reservation reserve(
      Attempts attempts, UUID organization, String name, Client client) {
    var reservation = attempts.reserve(client);
    attempts.addName(reservation, organization, name);
    return reservation;
  }

  /** How many guesses get through, each for a name of its own, before the first that does not. */
  private static int guessesUntilRefused(Attempts attempts, IntFunction<Client> clients) {
    for (int i = 0; i < 100_000; i++) {
      try {
        attempts.reserve(clients.apply(i));
      } catch (TooManyAttemptsException e) {
        return i;
      }
    }
    throw new AssertionError("never refused");
  }

  private static Client client(String... networks) {
    return new Client("", List.of(networks), true);
  }
}
