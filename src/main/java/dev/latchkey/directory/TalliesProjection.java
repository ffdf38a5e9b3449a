package dev.latchkey.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.jspecify.annotations.NullUnmarked;

/**
 * The failures of earlier attempts in a row of a query, filled by Hibernate: null where nothing is
 * counted.
 */
@NullUnmarked
@RegisterForReflection // only the text of the query names it
record TalliesProjection(
    Instant now,
    Double nameFailures,
    Instant nameFailedAt,
    Double network1Failures,
    Instant network1FailedAt,
    Double network2Failures,
    Instant network2FailedAt,
    Double network3Failures,
    Instant network3FailedAt,
    Integer accountFailures,
    Instant accountFailedAt,
    LocalDate networkSeenOn,
    Integer knownNetworkFailures) {

  /** Its columns, from {@link #TABLES}. */
  static final String COLUMNS =
      """
      new dev.latchkey.directory.TalliesProjection(instant, f.failures, f.at, f1.failures, f1.at,
          f2.failures, f2.at, f3.failures, f3.at, a.failures, a.at, k.seenOn, k.failures)
      """;

  /** The alias of the user's table is {@code u}. */
  static final String TABLES =
      """
      left join FailureEntity f on f.key = :failures
      left join FailureEntity f1 on f1.key = :network1
      left join FailureEntity f2 on f2.key = :network2
      left join FailureEntity f3 on f3.key = :network3
      left join AccountFailuresEntity a on a.userId = u.id
      left join KnownNetworkEntity k on k.userId = u.id and k.network = :known
      """;

  static <T> SelectionQuery<T> with(TallyKeys keys, SelectionQuery<T> query) {
    return query
        .setParameter("failures", keys.name())
        .setParameter("network1", keys.network(0))
        .setParameter("network2", keys.network(1))
        .setParameter("network3", keys.network(2))
        .setParameter("known", keys.known());
  }

  Tallies toTallies() {
    return new Tallies(
        tally(nameFailures, nameFailedAt),
        List.of(
            tally(network1Failures, network1FailedAt),
            tally(network2Failures, network2FailedAt),
            tally(network3Failures, network3FailedAt)),
        tally(accountFailures, accountFailedAt),
        networkSeenOn == null ? null : new KnownNetwork(networkSeenOn, knownNetworkFailures),
        LocalDate.ofInstant(now, ZoneOffset.UTC));
  }

  /** By the database's clock alone, which may have been ahead when it counted the last one. */
  private Tally tally(Number failures, Instant at) {
    if (failures == null) {
      return Tally.NONE;
    }
    var age = Duration.between(at, now);
    return new Tally(failures.doubleValue(), age.isNegative() ? Duration.ZERO : age);
  }
}
