package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.directory.KnownNetwork;
import dev.latchkey.directory.Tallies;
import dev.latchkey.directory.Tally;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountLockTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  private final AccountLock lock = AccountLock.of(Limits.DEFAULT);

  @Test
  void hundredthFailure_locks() {
    assertThat(lock.isOver(new Tally(99, Duration.ZERO))).isFalse();
    assertThat(lock.isOver(new Tally(100, Duration.ofDays(3650)))).isTrue();
  }

  @Test
  void hourAfterTheLastFailure_thereIsOneAttempt() {
    assertThat(lock.mayRetry(new Tally(100, Duration.ofMinutes(59)))).isFalse();
    assertThat(lock.mayRetry(new Tally(100, Duration.ofHours(1)))).isTrue();
  }

  @Test
  void knownNetwork_countsForItselfFor90DaysAnd100Failures() {
    assertThat(countsForItself(new KnownNetwork(TODAY, 0), 0)).isTrue();
    assertThat(countsForItself(new KnownNetwork(TODAY.minusDays(89), 99), 0)).isTrue();
    assertThat(countsForItself(new KnownNetwork(TODAY.minusDays(90), 0), 0)).isFalse();
    assertThat(countsForItself(new KnownNetwork(TODAY, 100), 0)).isFalse();
    assertThat(countsForItself(new KnownNetwork(TODAY, 99), 1)).isFalse();
    assertThat(countsForItself(null, 0)).isFalse();
  }

  private boolean countsForItself(KnownNetwork network, double unwritten) {
    var tallies = new Tallies(Tally.NONE, List.of(), Tally.NONE, network, TODAY);
    return lock.countsForItself(network, tallies, new Tally(unwritten, Duration.ZERO));
  }
}
