package dev.latchkey.attempts;

import dev.latchkey.directory.AccountWrite;
import dev.latchkey.directory.Tallies;
import dev.latchkey.directory.TallyKeys;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether the account of one attempt is locked where its caller is ({@link AccountLock}), and what
 * a failure or a success changes for it.
 */
final class AccountCheck {

  private final UUID user;
  private final TallyKeys keys;
  private final Tallies tallies;
  private final FailureLog log;
  private final Set<UUID> retrying;
  private final boolean networkCountsForItself;
  private final boolean retries;
  private final boolean locked;
  private final boolean knownAsLocked;

  /**
   * @param retrying the locked accounts that have an attempt now, where networks are not known
   */
  AccountCheck(
      UUID user,
      TallyKeys keys,
      Tallies tallies,
      AccountLock lock,
      FailureLog log,
      Set<UUID> retrying) {
    this.user = user;
    this.keys = keys;
    this.tallies = tallies;
    this.log = log;
    this.retrying = retrying;
    var account = tallies.account().plus(log.unwritten(user));
    this.networkCountsForItself =
        lock.countsForItself(
            tallies.network(), tallies, log.unwritten(FailureLog.keyOf(user, keys.known())));
    boolean over = !networkCountsForItself && lock.isOver(account);
    // One at a time: attempts that come at once would all see that the time is over.
    this.retries = over && !keys.hasNetwork() && lock.mayRetry(account) && retrying.add(user);
    this.locked = over && !retries;
    this.knownAsLocked = locked && lock.isOver(tallies.account());
  }

  boolean isLocked() {
    return locked;
  }

  /** Null where the database knows the account as locked: it has no more failures to lose. */
  @Nullable AccountWrite failure() {
    return knownAsLocked
        ? null
        : new AccountWrite(user, networkCountsForItself ? keys.known() : null, 1);
  }

  /** Forgets the failures, and makes the network known, where there is something to write. */
  void succeed() {
    if (hasNews()) {
      log.clear(keys, user, true);
    }
  }

  /** Somebody who logs in each minute from one place has none. */
  private boolean hasNews() {
    var network = tallies.network();
    return tallies.name().failures() > 0
        || tallies.account().failures() > 0
        || log.hasUnwritten(keys.name())
        || log.hasUnwritten(user)
        || log.hasUnwritten(FailureLog.keyOf(user, keys.known()))
        || keys.hasNetwork()
            && (network == null
                || network.failures() > 0
                || network.seenOn().isBefore(tallies.today()));
  }

  /** Another attempt may be the one that a locked account has. */
  void end() {
    if (retries) {
      retrying.remove(user);
    }
  }
}
