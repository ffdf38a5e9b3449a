package dev.latchkey.attempts;

import dev.latchkey.directory.AccountWrite;
import dev.latchkey.directory.FailureSweep;
import dev.latchkey.directory.FailureWrite;
import dev.latchkey.directory.Failures;
import dev.latchkey.directory.Tally;
import dev.latchkey.directory.TallyKeys;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
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
   * The failures of a key that only this process knows.
   *
   * @param key of a name, a network or an account
   */
  Tally unwritten(UUID key) {
    return unwritten.of(key);
  }

  boolean hasUnwritten(UUID key) {
    return unwritten.of(key).failures() > 0;
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
    var write = new Write(counts, account);
    if (!sweeping.hasRoom(counts.size())) {
      write.fail();
      then.accept(known(counts));
      return;
    }
    run(
        failures.add(write.all, write.ofAccount),
        written -> {
          write.end();
          then.accept(tallies(written));
        },
        failure -> {
          write.fail();
          tell(failure);
          then.accept(known(counts));
        });
  }

  /** One write, with what earlier ones could not write. */
  private final class Write {

    final List<FailureWrite> fresh = new ArrayList<>();
    final List<FailureWrite> all = new ArrayList<>();
    final @Nullable AccountWrite ofAccount;
    private final Map<UUID, Double> earlier = new HashMap<>();

    Write(List<FailureWrite> counts, @Nullable AccountWrite account) {
      for (var count : counts) {
        fresh.add(count);
        double failed = count.failures() + begin(count.key());
        all.add(new FailureWrite(count.key(), failed, count.leak(), count.memory()));
      }
      if (account == null) {
        ofAccount = null;
        return;
      }
      var key = keyOf(account.user(), account.network());
      fresh.add(new FailureWrite(key, account.failures(), 0, config.nameMemory()));
      int failed = account.failures() + (int) Math.round(begin(key));
      ofAccount = new AccountWrite(account.user(), account.network(), failed);
    }

    private double begin(UUID key) {
      double failed = unwritten.begin(key);
      earlier.put(key, failed);
      return failed;
    }

    void end() {
      earlier.forEach(unwritten::written);
    }

    void fail() {
      metrics.unwritten();
      fresh.forEach(count -> unwritten.failed(count, earlier.getOrDefault(count.key(), 0.0)));
    }
  }

  /** How many writes wait or are at the database. */
  int underWay() {
    return underWay.get();
  }

  private <T> void run(Uni<T> write, Consumer<T> then, Consumer<Throwable> otherwise) {
    underWay.incrementAndGet();
    write
        .onItemOrFailure()
        .<@Nullable Void>transform(
            (written, failure) -> {
              if (failure == null) {
                then.accept(written);
              } else {
                otherwise.accept(failure);
              }
              return null;
            })
        .onTermination()
        .invoke(underWay::decrementAndGet)
        .subscribe()
        .with(done -> {}, fault -> LOG.error("What a write brought could not be taken in", fault));
  }

  private Map<UUID, Tally> known(List<FailureWrite> counts) {
    var known = new HashMap<UUID, Tally>();
    counts.forEach(count -> known.put(count.key(), unwritten.of(count.key())));
    return known;
  }

  private static Map<UUID, Tally> tallies(Map<UUID, Double> failures) {
    var tallies = new HashMap<UUID, Tally>();
    failures.forEach((key, count) -> tallies.put(key, new Tally(count, Duration.ZERO)));
    return tallies;
  }

  /**
   * The failures are forgotten.
   *
   * @param full whether there is a full token: then the network is known
   */
  void clear(TallyKeys keys, UUID user, boolean full) {
    unwritten.forget(keys.name());
    unwritten.forget(user);
    unwritten.forget(keyOf(user, keys.known()));
    var network = full && keys.hasNetwork() ? keys.known() : null;
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
