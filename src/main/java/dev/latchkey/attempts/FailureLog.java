package dev.latchkey.attempts;

import dev.latchkey.directory.AccountWrite;
import dev.latchkey.directory.FailureSweep;
import dev.latchkey.directory.FailureWrite;
import dev.latchkey.directory.Failures;
import dev.latchkey.directory.Tally;
import dev.latchkey.directory.TallyKeys;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes failures and successes into the database, in the background. What it does not take is
 * counted here, and written with the next failure of the same key. Thread-safe.
 */
final class FailureLog {

  private static final Logger LOG = Logger.getLogger(FailureLog.class);

  private static final int CAPACITY = 100_000;
  private static final Duration TOLD_AGAIN_AFTER = Duration.ofSeconds(10);

  private final AttemptsConfig config;
  private final Failures failures;
  private final AttemptsMetrics metrics;
  private final Unwritten unwritten;
  private final Sweeping sweeping;
  private final LongSupplier nanos;
  private final AtomicInteger underWay = new AtomicInteger();
  private boolean told;
  private long toldAt;

  FailureLog(
      AttemptsConfig config,
      Failures failures,
      FailureSweep sweep,
      AttemptsMetrics metrics,
      LongSupplier nanos) {
    this.config = config;
    this.failures = failures;
    this.metrics = metrics;
    this.nanos = nanos;
    this.unwritten = new Unwritten(CAPACITY, nanos);
    this.sweeping = new Sweeping(config, sweep, nanos);
  }

  /**
   * How many failures of a key only this process knows.
   *
   * @param key of a name, a network or an account
   */
  double unwritten(UUID key) {
    return unwritten.of(key);
  }

  /** Where failures of an account are counted here: for itself, or for one of its networks. */
  static UUID keyOf(UUID user, @Nullable UUID network) {
    return network == null
        ? user
        : new UUID(
            user.getMostSignificantBits() ^ network.getMostSignificantBits(),
            user.getLeastSignificantBits() ^ network.getLeastSignificantBits());
  }

  /**
   * @param then is told how many failures each key of the counts has now, on any thread
   */
  void write(
      List<FailureWrite> counts, @Nullable AccountWrite account, Consumer<Map<UUID, Tally>> then) {
    var all = counts.stream().map(this::withUnwritten).toList();
    var ofAccount = account == null ? null : withUnwritten(account);
    if (!sweeping.hasRoom(counts.size())) {
      keep(all, ofAccount);
      then.accept(known(counts));
      return;
    }
    run(
        failures.add(all, ofAccount),
        written -> then.accept(tallies(written)),
        failure -> {
          keep(all, ofAccount);
          tell(failure);
          then.accept(known(counts));
        });
  }

  /** How many writes wait or are at the database. */
  int underWay() {
    return underWay.get();
  }

  private <T> void run(Uni<T> write, Consumer<T> then, Consumer<Throwable> otherwise) {
    underWay.incrementAndGet();
    write
        .onItem()
        .invoke(then)
        .onFailure()
        .invoke(otherwise)
        .onTermination()
        .invoke(underWay::decrementAndGet)
        .subscribe()
        .with(written -> {}, told -> {});
  }

  private FailureWrite withUnwritten(FailureWrite count) {
    double more = unwritten.take(count.key());
    return new FailureWrite(count.key(), count.failures() + more, count.leak(), count.memory());
  }

  private AccountWrite withUnwritten(AccountWrite account) {
    double more = unwritten.take(keyOf(account.user(), account.network()));
    return new AccountWrite(
        account.user(), account.network(), account.failures() + (int) Math.round(more));
  }

  private void keep(List<FailureWrite> counts, @Nullable AccountWrite account) {
    metrics.unwritten();
    counts.forEach(unwritten::add);
    if (account != null) {
      var key = keyOf(account.user(), account.network());
      unwritten.add(new FailureWrite(key, account.failures(), 0, config.nameMemory()));
    }
  }

  private Map<UUID, Tally> known(List<FailureWrite> counts) {
    var known = new HashMap<UUID, Double>();
    counts.forEach(count -> known.put(count.key(), unwritten.of(count.key())));
    return tallies(known);
  }

  private static Map<UUID, Tally> tallies(Map<UUID, Double> failures) {
    var tallies = new HashMap<UUID, Tally>();
    failures.forEach((key, count) -> tallies.put(key, new Tally(count, Duration.ZERO)));
    return tallies;
  }

  /** A login in a full token: its failures are forgotten, and its network is known. */
  void clear(TallyKeys keys, UUID user) {
    unwritten.take(keys.name());
    unwritten.take(user);
    unwritten.take(keyOf(user, keys.known()));
    var network = keys.hasNetwork() ? keys.known() : null;
    run(failures.clear(keys.name(), user, network, config.knownNetworks()), done -> {}, this::tell);
  }

  private synchronized void tell(Throwable failure) {
    long now = nanos.getAsLong();
    if (!told || now - toldAt >= TOLD_AGAIN_AFTER.toNanos()) {
      told = true;
      toldAt = now;
      LOG.warnf(
          "Failed logins cannot be written, so this process counts its own: %s%s",
          failure.getMessage(), failure.getCause() == null ? "" : ": " + failure.getCause());
    }
  }
}
