package dev.latchkey.directory;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Keeps the table of failures small: deletes what has expired, and then, while there are too many
 * rows, those that would expire first. What refuses somebody now is never pushed out. Several
 * replicas may sweep at once.
 */
@ApplicationScoped
public class FailureSweep {

  /** So short a statement keeps no other waiting. */
  private static final int BATCH = 1_000;

  private static final String EXPIRED =
      """
      DELETE FROM failures WHERE key IN (
          SELECT key FROM failures WHERE expires_at <= now()
          ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
      """;

  private static final String COUNT = "SELECT count(*) FROM failures";

  private static final String SOONEST =
      """
      DELETE FROM failures WHERE key IN (
          SELECT key FROM failures
          WHERE at <= now() - make_interval(secs => $2::float8)
              OR failures < CASE WHEN leak = 0 THEN $3::float8 ELSE $4::float8 END
          ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
      """;

  private final Failures failures;

  protected FailureSweep(Failures failures) {
    this.failures = failures;
  }

  /**
   * What stays.
   *
   * @param rows how many at most
   * @param nameFailures a name with so many may be refused
   * @param networkFailures a network with so many may be refused
   * @param longest after this time nobody is refused for it any more
   */
  public record Limits(int rows, int nameFailures, int networkFailures, Duration longest) {}

  /**
   * @return whether there is room for more rows now
   */
  public Uni<Boolean> run(Limits limits) {
    return repeat(EXPIRED, Tuple.of(BATCH), Long.MAX_VALUE)
        .chain(() -> count())
        .chain(count -> pushOut(limits, count - limits.rows()))
        .chain(() -> count())
        .map(count -> count < limits.rows());
  }

  private Uni<Long> count() {
    return failures.write(COUNT, Tuple.tuple()).map(rows -> rows.iterator().next().getLong(0));
  }

  private Uni<Void> pushOut(Limits limits, long tooMany) {
    var parameters =
        Tuple.of(
            BATCH,
            limits.longest().toMillis() / 1e3,
            (double) limits.nameFailures(),
            (double) limits.networkFailures());
    return repeat(SOONEST, parameters, tooMany);
  }

  /** Until so many rows are gone, to the next batch, or there are no more. */
  private Uni<Void> repeat(String delete, Tuple parameters, long wanted) {
    if (wanted <= 0) {
      return Uni.createFrom().voidItem();
    }
    return failures
        .write(delete, parameters)
        .map(RowSet::rowCount)
        .chain(
            deleted ->
                deleted < BATCH
                    ? Uni.createFrom().voidItem()
                    : repeat(delete, parameters, wanted - deleted));
  }
}
