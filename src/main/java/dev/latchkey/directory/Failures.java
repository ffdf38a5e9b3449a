package dev.latchkey.directory;

import dev.latchkey.directory.LookupLine.Limits;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What logins write: failures, and the networks from which an account got a full token. Each method
 * is one statement. It does not wait until the disk has it: after a crash of the database the
 * failures of the last moment may be missing. Call it on a Vert.x context or any other thread;
 * nothing but {@link #secret} blocks.
 */
@ApplicationScoped
public class Failures {

  /** So many connections of the pool may write; the others are for look-ups. */
  static final int AT_ONCE = 4;

  /** Later ones would come too late to matter. Whoever finds no place counts in the process. */
  static final int MAX_WAITING = 1_000;

  private static final List<String> ONE_LINE = List.of("");
  private static final String DEADLOCK = "40P01";

  private static final String SECRET = "SELECT key FROM attempt_key";

  // What set_config sets ends with the transaction of the statement. Nothing is written for a user
  // who was deleted meanwhile. Failures that leak are no more than can leak until they expire.
  private static final String ADD =
      """
      WITH counted AS (
          INSERT INTO failures AS f (key, failures, leak, at, expires_at)
          SELECT k.key, k.failures, k.leak, now(), now() + make_interval(secs => k.memory)
          FROM unnest($1::uuid[], $2::float8[], $3::float8[], $4::float8[])
              AS k (key, failures, leak, memory)
          ORDER BY k.key
          ON CONFLICT (key) DO UPDATE SET
              failures = least(
                  CASE excluded.leak WHEN 0 THEN 'infinity' ELSE excluded.leak
                      * extract(epoch FROM excluded.expires_at - excluded.at)::float8 END,
                  excluded.failures + CASE WHEN f.expires_at <= now() THEN 0 ELSE greatest(0,
                      f.failures - f.leak * greatest(0, extract(epoch FROM now() - f.at)::float8)) END),
              leak = excluded.leak, at = now(), expires_at = excluded.expires_at
          RETURNING key, failures),
      account AS (
          INSERT INTO account_failures AS a (user_id, failures, at)
          SELECT id, $7, now() FROM users WHERE id = $5 AND $6::uuid IS NULL
          ON CONFLICT (user_id) DO UPDATE SET failures = a.failures + excluded.failures, at = now()),
      network AS (
          UPDATE known_networks SET failures = failures + $7 WHERE user_id = $5 AND network = $6)
      SELECT key, failures FROM counted, set_config('synchronous_commit', 'off', true)
      """;

  private static final String CLEAR =
      """
      WITH name AS (DELETE FROM failures WHERE key = $1),
      account AS (DELETE FROM account_failures WHERE user_id = $2),
      pushed_out AS (
          DELETE FROM known_networks WHERE user_id = $2 AND network <> $3 AND network NOT IN (
              SELECT network FROM known_networks WHERE user_id = $2 AND network <> $3
              ORDER BY seen_on DESC, network LIMIT $4)),
      seen AS (
          INSERT INTO known_networks (user_id, network, seen_on)
          SELECT id, $3, (now() AT TIME ZONE 'UTC')::date FROM users
          WHERE id = $2 AND $3::uuid IS NOT NULL
          ON CONFLICT (user_id, network) DO UPDATE SET seen_on = excluded.seen_on, failures = 0)
      SELECT set_config('synchronous_commit', 'off', true)
      """;

  private final Pool pool;
  private final DirectoryConfig config;
  private final LookupLine line;

  Failures(Pool pool, DirectoryConfig config) {
    this.pool = pool;
    this.config = config;
    this.line =
        new LookupLine(
            new Limits(() -> AT_ONCE, MAX_WAITING, MAX_WAITING),
            config.timeout().toNanos(),
            System::nanoTime);
  }

  /**
   * The secret of the keys, the same for all replicas: the migration made it. Blocks.
   *
   * @throws DatabaseException when it cannot be read
   */
  public byte[] secret() {
    try {
      return VertxContextSupport.subscribeAndAwait(
          () ->
              pool.query(SECRET)
                  .execute()
                  .map(rows -> rows.iterator().next().getBuffer(0).getBytes()));
    } catch (Throwable e) {
      throw new DatabaseException(
          "The secret for the counts of attempts cannot be read from the table attempt_key: restore"
              + " the table, or run the command migrate");
    }
  }

  /**
   * Counts failures.
   *
   * @param counts of a name and its networks; no key twice
   * @param account whose count rises as well; null where none does
   * @return the failures of each key now; fails where they could not be written in time
   */
  public Uni<Map<UUID, Double>> add(List<FailureWrite> counts, @Nullable AccountWrite account) {
    var parameters =
        Tuple.tuple()
            .addArrayOfUUID(counts.stream().map(FailureWrite::key).toArray(UUID[]::new))
            .addArrayOfDouble(doubles(counts, FailureWrite::failures))
            .addArrayOfDouble(doubles(counts, FailureWrite::leak))
            .addArrayOfDouble(doubles(counts, count -> count.memory().toMillis() / 1e3))
            .addUUID(account == null ? null : account.user())
            .addUUID(account == null ? null : account.network())
            .addInteger(account == null ? 0 : account.failures());
    return write(ADD, parameters).map(Failures::byKey);
  }

  private static Double[] doubles(List<FailureWrite> counts, Function<FailureWrite, Double> value) {
    return counts.stream().map(value).toArray(Double[]::new);
  }

  private static Map<UUID, Double> byKey(RowSet<Row> rows) {
    var failures = new HashMap<UUID, Double>();
    rows.forEach(row -> failures.put(row.getUUID(0), row.getDouble(1)));
    return failures;
  }

  /**
   * Forgets the failures of a name and of an account, and remembers the network for the account.
   *
   * @param network null where it is not known
   * @param most how many networks an account has; at least one
   */
  public Uni<Void> clear(UUID name, UUID user, @Nullable UUID network, int most) {
    var parameters =
        Tuple.tuple().addUUID(name).addUUID(user).addUUID(network).addInteger(most - 1);
    return write(CLEAR, parameters).replaceWithVoid();
  }

  static boolean isDeadlock(Throwable failure) {
    return DEADLOCK.equals(Outage.stateIn(failure));
  }

  /** A statement that waits for its turn and for the database counts until it ends. */
  Uni<RowSet<Row>> write(String statement, Tuple parameters) {
    var work =
        pool.preparedQuery(statement)
            .execute(parameters)
            .onFailure(Failures::isDeadlock)
            .retry()
            .atMost(1);
    return line.inTurn(ONE_LINE, work)
        .ifNoItem()
        .after(config.timeout())
        .fail()
        .onFailure(SchemaFault::isOne)
        .transform(SchemaFault::of)
        .onFailure(Outage::isOne)
        .transform(DirectoryUnavailableException::new);
  }
}
