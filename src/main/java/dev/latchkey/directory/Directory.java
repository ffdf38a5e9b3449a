package dev.latchkey.directory;

import dev.latchkey.directory.LookupLine.Limits;
import dev.latchkey.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** Finds who a login is for, in one round trip to PostgreSQL. */
@ApplicationScoped
public class Directory {

  // A user without a usable hash has no cost. The index users_password_cost finds the highest
  // cost in one step. The failures of earlier attempts come with the same round trip.
  static final String FIND =
      """
      select new dev.latchkey.directory.CandidateProjection(o.id, o.domain,
          (select max(x.passwordCost) from UserEntity x
              where x.organizationId = o.id and x.passwordCost is not null),
          u.id, u.username, u.email, u.firstName, u.lastName, u.status, u.passwordHash,
          u.mfaRequired, u.mfaConfigured, u.changePassword, u.inviteExpiresAt, u.favorites,
          instant, f.failures, f.at, f1.failures, f1.at, f2.failures, f2.at, f3.failures, f3.at,
          a.failures, a.at, k.seenOn, k.failures)
      from OrganizationEntity o
          left join LoginNameEntity n on n.organizationId = o.id and n.nameKey = :name
          left join UserEntity u on u.organizationId = n.organizationId and u.id = n.userId
          left join FailureEntity f on f.key = :failures
          left join FailureEntity f1 on f1.key = :network1
          left join FailureEntity f2 on f2.key = :network2
          left join FailureEntity f3 on f3.key = :network3
          left join AccountFailuresEntity a on a.userId = u.id
          left join KnownNetworkEntity k on k.userId = u.id and k.network = :known
      where o.domain = :domain and o.status = 'active'
      """;

  private static final String PER_NETWORK = "latchkey.directory.max-waiting-per-network";

  /** Each holds some 10 KB, and a pod has to have room for them. */
  private static final int MAX_WAITING = 10_000;

  private static final Supplier<Uni<?>> NOTHING = () -> Uni.createFrom().voidItem();

  private final DirectoryConfig config;
  private final Mutiny.SessionFactory sessions;
  private final LookupPool pool;
  private final LookupLine line;
  private final LastAnswer lastAnswer;

  Directory(
      DirectoryConfig config,
      Mutiny.SessionFactory sessions,
      LookupPool pool,
      LastAnswer lastAnswer,
      MeterRegistry registry) {
    this.config = config;
    this.sessions = sessions;
    this.pool = pool;
    this.line =
        new LookupLine(
            new Limits(pool::size, config.maxWaiting(), config.maxWaitingPerNetwork()),
            config.timeout().toNanos(),
            System::nanoTime);
    this.lastAnswer = lastAnswer;
    LookupMetrics.register(line, registry);
  }

  /**
   * @throws ConfigurationException when a setting is out of range; the message is one line
   */
  public void checkSettings() {
    Settings.require(
        config.timeout().compareTo(Duration.ZERO) > 0,
        "latchkey.directory.timeout",
        "must be more than zero");
    Settings.requireWithin(1, MAX_WAITING, config.maxWaiting(), "latchkey.directory.max-waiting");
    Settings.requireWithin(1, MAX_WAITING, config.maxWaitingPerNetwork(), PER_NETWORK);
  }

  /**
   * Asks for what is not there, so that the first caller does not wait for the query to be parsed
   * and a connection to be opened. It asks on two connections at the same time: a pooler that gives
   * both the same one behind it is found out now. Blocks.
   *
   * @throws DatabaseException when PostgreSQL does not answer
   */
  public void warmUp() {
    try {
      VertxContextSupport.subscribeAndAwait(this::askNobodyTwice);
    } catch (Throwable e) {
      throw new DatabaseException(
          TransactionPooler.isCauseOf(e)
              ? TransactionPooler.PROBLEM
              : "The database does not answer to the service's own driver: check the parameters in"
                  + " LATCHKEY_DATABASE_URL and whether it takes more connections");
    }
  }

  private Uni<?> askNobodyTwice() {
    return askNobody(() -> pool.size() > 1 ? askNobody(NOTHING) : NOTHING.get());
  }

  /**
   * A session has a connection from its first statement to its end.
   *
   * @param meanwhile is done while it has one
   */
  private Uni<?> askNobody(Supplier<Uni<?>> meanwhile) {
    return sessions
        .openSession()
        .chain(
            session ->
                select(session, new OrgDomain("nobody"), LoginName.of(""), TallyKeys.NONE)
                    .chain(none -> meanwhile.get())
                    .eventually(session::close));
  }

  /**
   * Looks up an organisation and, within it, the user that a name means. Call it on a Vert.x
   * context; the result arrives there. The session is closed before it does.
   *
   * @param networks where the caller is, the outermost network first: look-ups that wait take turns
   *     by them
   * @param keys under which the failures of earlier attempts are counted
   * @return empty where no active organisation has the domain; fails with {@link
   *     DirectoryUnavailableException} when the database is away or slower than {@link
   *     DirectoryConfig#timeout()}, with {@link DirectoryBusyException} when too many look-ups
   *     wait, and with {@link SchemaFaultException} when its tables or rights do not fit
   */
  public Uni<Optional<Candidate>> find(
      OrgDomain domain, LoginName name, List<String> networks, TallyKeys keys) {
    return Uni.createFrom()
        .deferred(() -> inTime(line.inTurn(networks, lookUp(domain, name, keys))))
        .invoke(lastAnswer::answered)
        .onFailure()
        .invoke(lastAnswer::failed)
        .map(row -> Optional.ofNullable(row).map(CandidateProjection::toCandidate))
        .onFailure(failure -> !isKnown(failure) && Outage.isOne(failure))
        .transform(DirectoryUnavailableException::new)
        .onFailure(StaleStatement::isCauseOf)
        .transform(TransactionPooler::explain)
        .onFailure(SchemaFault::isOne)
        .transform(SchemaFault::of);
  }

  private static boolean isKnown(Throwable failure) {
    return failure instanceof DirectoryUnavailableException;
  }

  /** It is tried again on another connection. There are no more bad ones than connections. */
  private Uni<CandidateProjection> lookUp(OrgDomain domain, LoginName name, TallyKeys keys) {
    return Panache.withSession(
            () -> Panache.getSession().chain(session -> select(session, domain, name, keys)))
        .onFailure(
            failure -> StaleStatement.isCauseOf(failure) || Outage.isBeforeTheStatement(failure))
        .retry()
        .atMost(Math.max(1, pool.size()));
  }

  /** The time ends on a thread of timers: the event loop is told, and sees how late that is. */
  private Uni<CandidateProjection> inTime(Uni<CandidateProjection> lookUp) {
    var eventLoop = Objects.requireNonNull(Vertx.currentContext(), "no Vert.x context");
    long end = System.nanoTime() + config.timeout().toNanos();
    return lookUp
        .ifNoItem()
        .after(config.timeout())
        .fail()
        .onFailure(TimeoutException.class)
        .recoverWithUni(
            timeout ->
                Uni.createFrom()
                    .<CandidateProjection>failure(() -> unavailable(timeout, end))
                    .runSubscriptionOn(task -> eventLoop.runOnContext(ignored -> task.run())));
  }

  private DirectoryUnavailableException unavailable(Throwable timeout, long end) {
    return DirectoryUnavailableException.afterTimeout(
        timeout, config.timeout(), Duration.ofNanos(System.nanoTime() - end));
  }

  static Uni<CandidateProjection> select(
      Mutiny.Session session, OrgDomain domain, LoginName name, TallyKeys keys) {
    return session
        .createSelectionQuery(FIND, CandidateProjection.class)
        .setParameter("domain", domain.value())
        .setParameter("name", name.key())
        .setParameter("failures", keys.name())
        .setParameter("network1", keys.network(0))
        .setParameter("network2", keys.network(1))
        .setParameter("network3", keys.network(2))
        .setParameter("known", keys.known())
        .getSingleResultOrNull();
  }
}
