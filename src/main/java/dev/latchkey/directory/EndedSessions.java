package dev.latchkey.directory;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * What a logout writes. Each method but {@link #sweep} is one statement, which the disk has when it
 * succeeds. Call it on a Vert.x context: it waits, ends and fails as {@link Directory#find} does.
 */
@ApplicationScoped
public class EndedSessions {

  /** So short a statement keeps no other waiting. */
  private static final int BATCH = 1_000;

  private static final String ONE =
      "INSERT INTO ended_sessions (sid, expires_at) VALUES ($1, $2) ON CONFLICT (sid) DO NOTHING";

  // Of two at once, the second must not end a session that began between them.
  private static final String ALL =
      """
      UPDATE users u SET session_epoch = u.session_epoch + 1 FROM organizations o
      WHERE u.id = $1 AND o.id = u.organization_id AND u.session_epoch + o.session_epoch = $2
      """;

  // The clock of the database may be ahead of the clocks by which tokens expire. PostgreSQL goes
  // through such an array in the order of the rows' places, so two replicas never wait for each
  // other. (A row is never changed, so its place stays.)
  private static final String EXPIRED =
      """
      DELETE FROM ended_sessions WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM ended_sessions WHERE expires_at <= now() - interval '5 minutes'
          ORDER BY expires_at LIMIT $1))
      """;

  private final WriteLine line;
  private final Failures background;

  EndedSessions(WriteLine line, Failures background) {
    this.line = line;
    this.background = background;
  }

  /**
   * Ends one session, also where it has ended already.
   *
   * @param expiresAt when no token of it can be valid any more
   * @param networks where the caller is, the outermost network first
   */
  public Uni<Void> add(UUID sid, Instant expiresAt, List<String> networks) {
    var parameters = Tuple.of(sid, expiresAt.atOffset(ZoneOffset.UTC));
    return line.write(ONE, parameters, networks).replaceWithVoid();
  }

  /**
   * Ends all sessions of a user, unless that has happened since.
   *
   * @param epoch as a look-up found it
   * @param networks where the caller is, the outermost network first
   * @return false where it has: sessions that began since then go on
   */
  public Uni<Boolean> addAll(UUID user, long epoch, List<String> networks) {
    return line.write(ALL, Tuple.of(user, epoch), networks).map(rows -> rows.rowCount() > 0);
  }

  /**
   * Deletes what no token needs any more, in the background. Several replicas may do so at once.
   */
  public Uni<Void> sweep() {
    return background
        .write(EXPIRED, Tuple.of(BATCH))
        .map(RowSet::rowCount)
        .chain(deleted -> deleted < BATCH ? Uni.createFrom().voidItem() : sweep());
  }
}
