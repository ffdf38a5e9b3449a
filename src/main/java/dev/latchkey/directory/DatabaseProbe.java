package dev.latchkey.directory;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks PostgreSQL what a login asks, on a connection of its own: it never waits behind logins, and
 * finds out what they would find out. Those who ask at the same time share one question.
 * Thread-safe.
 */
@Singleton
final class DatabaseProbe {

  /**
   * What PostgreSQL gets of {@link Directory#FIND}. A test compares it with what Hibernate sends.
   */
  static final String STATEMENT =
      "select oe1_0.id,oe1_0.domain,(select max(ue2_0.password_cost) from users ue2_0"
          + " where ue2_0.organization_id=oe1_0.id and ue2_0.password_cost is not null),"
          + "ue1_0.id,ue1_0.username,ue1_0.email,ue1_0.first_name,ue1_0.last_name,ue1_0.status,"
          + "ue1_0.password_hash,ue1_0.mfa_required,ue1_0.change_password,"
          + "ue1_0.invite_expires_at,ue1_0.favorites,oe1_0.session_epoch,ue1_0.session_epoch,"
          + "sfe1_0.user_id,current_timestamp,fe1_0.failures,fe1_0.at,"
          + "fe2_0.failures,fe2_0.at,fe3_0.failures,fe3_0.at,fe4_0.failures,fe4_0.at,"
          + "afe1_0.failures,afe1_0.at,kne1_0.seen_on,kne1_0.failures from organizations oe1_0"
          + " left join login_names lne1_0"
          + " on lne1_0.organization_id=oe1_0.id and lne1_0.name_key=$1"
          + " left join users ue1_0"
          + " on ue1_0.organization_id=lne1_0.organization_id and ue1_0.id=lne1_0.user_id"
          + " left join second_factors sfe1_0 on sfe1_0.user_id=ue1_0.id"
          + " left join failures fe1_0 on fe1_0.key=$2 left join failures fe2_0 on fe2_0.key=$3"
          + " left join failures fe3_0 on fe3_0.key=$4 left join failures fe4_0 on fe4_0.key=$5"
          + " left join account_failures afe1_0 on afe1_0.user_id=ue1_0.id"
          + " left join known_networks kne1_0 on kne1_0.user_id=ue1_0.id and kne1_0.network=$6"
          + " where oe1_0.domain=$7 and oe1_0.status='active'";

  /** No organisation and no user is named like this. */
  private static final Tuple NOBODY =
      Tuple.tuple()
          .addString("")
          .addUUID(TallyKeys.NOTHING)
          .addUUID(TallyKeys.NOTHING)
          .addUUID(TallyKeys.NOTHING)
          .addUUID(TallyKeys.NOTHING)
          .addUUID(TallyKeys.NOTHING)
          .addString("");

  /** An open connection may have died while nobody used it: then a new one must find the time. */
  private static final Duration FOR_AN_OLD_CONNECTION = Duration.ofMillis(350);

  private static final Duration FOR_A_NEW_CONNECTION = Duration.ofMillis(550);

  private final Vertx vertx;
  private final Context context;
  private volatile @Nullable PgConnectOptions options;

  // On the context alone
  private @Nullable ProbeConnection connection;
  private @Nullable Future<Void> question;

  DatabaseProbe(Vertx vertx) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
  }

  /**
   * @param login how logins connect
   */
  void connectLike(PgConnectOptions login) {
    var own = new PgConnectOptions(login);
    own.setMetricsName("postgresql|probe");
    own.addProperty("application_name", "latchkey-readiness");
    own.setReconnectAttempts(0);
    own.setConnectTimeout(Math.toIntExact(FOR_A_NEW_CONNECTION.toMillis()));
    options = own;
  }

  /**
   * Fails as the look-up of a login would, or after a second. The result arrives on an event loop.
   */
  Future<Void> ask() {
    Promise<Void> answer = Promise.promise();
    context.runOnContext(now -> shared().onComplete(answer));
    return answer.future();
  }

  private Future<Void> shared() {
    var current = question;
    if (current != null) {
      return current;
    }
    Promise<Void> end = Promise.promise();
    question = end.future();
    Future.succeededFuture()
        .compose(now -> askOldOrNew()) // what it throws ends the question as well
        .onComplete(
            answer -> {
              question = null;
              end.handle(answer);
            });
    return end.future();
  }

  private Future<Void> askOldOrNew() {
    var old = connection;
    if (old == null || old.isClosed()) {
      return askNew();
    }
    return old.ask(STATEMENT, NOBODY, FOR_AN_OLD_CONNECTION)
        .recover(failure -> SchemaFault.isOne(failure) ? Future.failedFuture(failure) : askNew());
  }

  private Future<Void> askNew() {
    var known = Objects.requireNonNull(options, "asked before there is a pool");
    var fresh = new ProbeConnection(vertx, context, known);
    connection = fresh;
    return fresh.ask(STATEMENT, NOBODY, FOR_A_NEW_CONNECTION);
  }
}
