package dev.latchkey.directory;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores new passwords. Each method is one call of a function of the database (V4__steps.sql),
 * which ends all sessions of the user and voids all one-time codes. It waits, ends and fails as
 * {@link Directory#find} does.
 */
@ApplicationScoped
public class PasswordChanges {

  private static final String REPLACE = "SELECT replace_password($1, $2, $3, $4)";
  private static final String USE_CODE = "SELECT use_one_time_code($1, $2, $3)";

  private final WriteLine line;

  PasswordChanges(WriteLine line) {
    this.line = line;
  }

  /**
   * Replaces the password of a user who showed it.
   *
   * @param user as a look-up found them
   * @param newHash modular crypt format
   * @return the epoch of the sessions to come; empty where the password or the epoch is another one
   *     now
   */
  public Uni<Optional<Long>> replace(LoginUser user, String newHash, List<String> networks) {
    var parameters = Tuple.of(user.id(), user.epoch(), user.passwordHash(), newHash);
    return line.write(REPLACE, parameters, networks).map(PasswordChanges::epoch);
  }

  /**
   * Uses up a one-time code, and stores the password of its user. Failures of the user are
   * forgotten.
   *
   * @param code itself, in its normal form
   * @param newHash modular crypt format
   * @return the epoch of the sessions to come; empty where the code is used or void now
   */
  public Uni<Optional<Long>> useCode(
      UUID user, String code, String newHash, List<String> networks) {
    return line.write(USE_CODE, Tuple.of(user, code, newHash), networks)
        .map(PasswordChanges::epoch);
  }

  private static Optional<Long> epoch(RowSet<Row> rows) {
    return Optional.ofNullable(rows.iterator().next().getLong(0));
  }
}
