package dev.latchkey.attempts;

import dev.latchkey.directory.KnownNetwork;
import dev.latchkey.directory.Tallies;
import dev.latchkey.directory.Tally;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account may be used from where a caller is. An account is locked after a number of
 * failures in a row (NIST SP 800-63B-4, section 3.2.2: at most 100). The networks that are known
 * for it are not locked with it: each has as many failures of its own. So nobody can keep the owner
 * out who is where they were before.
 *
 * @param failures how many an account, and each of its known networks, has
 * @param retry where networks are not known, one attempt is let in each time this is over
 * @param knownFor how long a network is known
 */
record AccountLock(int failures, Duration retry, Duration knownFor) {

  static AccountLock of(AttemptsConfig config) {
    return new AccountLock(config.accountFailures(), config.accountRetry(), config.knownFor());
  }

  /** Whether the network counts for itself, and not for the account. */
  boolean countsForItself(@Nullable KnownNetwork network, Tallies tallies, Tally unwritten) {
    return network != null
        && network.seenOn().isAfter(tallies.today().minusDays(knownFor.toDays()))
        && network.failures() + unwritten.failures() < failures;
  }

  /**
   * Whether an account has no failure left, for callers whose network does not count for itself.
   */
  boolean isOver(Tally account) {
    return account.failures() >= failures;
  }

  /** Whether it has one attempt again, where networks are not known. */
  boolean mayRetry(Tally account) {
    return account.age().compareTo(retry) >= 0;
  }
}
