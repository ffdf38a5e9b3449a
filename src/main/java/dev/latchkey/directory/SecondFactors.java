package dev.latchkey.directory;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What changes with a second factor. Each method is one statement: of two at once, one changes
 * something. It waits, ends and fails as {@link Directory#find} does.
 */
@ApplicationScoped
public class SecondFactors {

  /** Is no step of any time: a statement with it changes nothing. */
  public static final long NO_STEP = Long.MIN_VALUE;

  private static final String ENROL =
      """
      INSERT INTO factor_enrolments (user_id, key_id, secret)
      SELECT id, $2, $3 FROM users WHERE id = $1
      ON CONFLICT (user_id) DO UPDATE
      SET key_id = excluded.key_id, secret = excluded.secret, made_at = excluded.made_at
      """;

  // Whether an older factor may be replaced was decided by what a look-up found. One that was
  // confirmed since is left alone, and so is one that has new recovery codes since: this statement
  // would not see them. A session that has ended since confirms nothing.
  private static final String CONFIRM =
      """
      WITH owner AS (
          SELECT u.id FROM users u JOIN organizations o ON o.id = u.organization_id
          WHERE u.id = $1 AND u.session_epoch + o.session_epoch = $7 FOR NO KEY UPDATE OF u),
      enrolled AS (
          DELETE FROM factor_enrolments e USING owner
          WHERE e.user_id = owner.id AND e.made_at = $2 AND e.secret = $8
          RETURNING e.user_id, e.key_id, e.secret),
      confirmed AS (
          INSERT INTO second_factors AS f (user_id, key_id, secret, last_step, confirmed_at)
          SELECT user_id, key_id, secret, $3, now() FROM enrolled
          ON CONFLICT (user_id) DO UPDATE
          SET key_id = excluded.key_id, secret = excluded.secret, last_step = excluded.last_step,
              confirmed_at = excluded.confirmed_at, version = f.version + 1
          WHERE f.confirmed_at = $4 AND f.version = $6
          RETURNING user_id),
      void AS (DELETE FROM recovery_codes r USING confirmed WHERE r.user_id = confirmed.user_id)
      INSERT INTO recovery_codes (user_id, hash)
      SELECT user_id, unnest($5::bytea[]) FROM confirmed
      """;

  // The secret is the same, or the same under another key.
  private static final String USE_STEP =
      """
      UPDATE second_factors SET last_step = $2, key_id = $3, secret = $4
      WHERE user_id = $1 AND last_step < $2 AND confirmed_at = $5
      """;

  private static final String USE_RECOVERY_CODE =
      "DELETE FROM recovery_codes WHERE user_id = $1 AND hash = $2 RETURNING user_id";

  private static final String REPLACE_RECOVERY_CODES =
      """
      WITH owner AS (
          UPDATE second_factors SET version = version + 1
          WHERE user_id = $1 AND confirmed_at = $2 AND version = $4 RETURNING user_id),
      void AS (DELETE FROM recovery_codes r USING owner WHERE r.user_id = owner.user_id)
      INSERT INTO recovery_codes (user_id, hash) SELECT user_id, unnest($3::bytea[]) FROM owner
      """;

  private static final String REMOVE =
      "DELETE FROM second_factors WHERE user_id = $1 AND confirmed_at = $2";

  private final WriteLine line;

  SecondFactors(WriteLine line) {
    this.line = line;
  }

  /**
   * Keeps a secret that was asked for, in the place of an earlier one.
   *
   * @return false where the user is gone
   */
  public Uni<Boolean> enrol(UUID user, String keyId, byte[] secret, List<String> networks) {
    return changes(ENROL, Tuple.of(user, keyId, Buffer.buffer(secret)), networks);
  }

  /**
   * Makes an enrolment the user's factor, with its recovery codes, in the place of an older factor
   * and its codes.
   *
   * @param user as a look-up found them
   * @param holder as the same look-up found it; with an enrolment
   * @param step of the code that was shown: it is used up
   * @param recoveryCodes their hashes
   * @return false where the enrolment or the older factor is another one now, or the sessions of
   *     the user have ended
   */
  public Uni<Boolean> confirm(
      LoginUser user,
      StepHolder holder,
      long step,
      List<byte[]> recoveryCodes,
      List<String> networks) {
    var enrolment = Objects.requireNonNull(holder.enrolment());
    var older = holder.factor();
    var parameters =
        Tuple.tuple()
            .addUUID(user.id())
            .addOffsetDateTime(utc(enrolment))
            .addLong(step)
            .addOffsetDateTime(older == null ? null : utc(older))
            .addValue(buffers(recoveryCodes))
            .addLong(older == null ? null : older.version())
            .addLong(user.epoch())
            .addValue(Buffer.buffer(enrolment.bytes()));
    return changes(CONFIRM, parameters, networks);
  }

  /**
   * Uses up a code: neither it nor one of an earlier step is accepted again, at any replica.
   *
   * @param factor as a look-up found it
   * @param step the code's; {@link #NO_STEP} where the code was wrong
   * @param keyId of the key that encrypts the secret from now on
   * @param secret encrypted under that key
   * @return false where the step was used, or the factor is another one now
   */
  public Uni<Boolean> useStep(
      UUID user,
      StoredSecret factor,
      long step,
      String keyId,
      byte[] secret,
      List<String> networks) {
    var parameters =
        Tuple.of(user, step, keyId, Buffer.buffer(secret)).addOffsetDateTime(utc(factor));
    return changes(USE_STEP, parameters, networks);
  }

  /**
   * @return false where the user has no such code
   */
  public Uni<Boolean> useRecoveryCode(UUID user, byte[] hash, List<String> networks) {
    return changes(USE_RECOVERY_CODE, Tuple.of(user, Buffer.buffer(hash)), networks);
  }

  /**
   * @param factor as a look-up found it
   * @param hashes of the new codes; the old ones are void
   * @return false where the factor is another one now, or has other new codes
   */
  public Uni<Boolean> replaceRecoveryCodes(
      UUID user, StoredSecret factor, List<byte[]> hashes, List<String> networks) {
    var parameters =
        Tuple.of(user, utc(factor)).addValue(buffers(hashes)).addLong(factor.version());
    return changes(REPLACE_RECOVERY_CODES, parameters, networks);
  }

  /**
   * Removes a factor and its recovery codes.
   *
   * @param factor as a look-up found it
   * @return false where the factor is another one now
   */
  public Uni<Boolean> remove(UUID user, StoredSecret factor, List<String> networks) {
    return changes(REMOVE, Tuple.of(user, utc(factor)), networks);
  }

  private Uni<Boolean> changes(String statement, Tuple parameters, List<String> networks) {
    return line.write(statement, parameters, networks).map(rows -> rows.rowCount() > 0);
  }

  private static OffsetDateTime utc(StoredSecret secret) {
    return secret.since().atOffset(ZoneOffset.UTC);
  }

  private static Buffer[] buffers(List<byte[]> hashes) {
    return hashes.stream().map(Buffer::buffer).toArray(Buffer[]::new);
  }
}
