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
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** Finds who a login or a token is for, in one round trip to PostgreSQL. */
@ApplicationScoped
public class Directory {

  // A user without a usable hash has no cost. The index users_password_cost finds the highest
  // cost in one step. The failures of earlier attempts come with the same round trip.
  static final String FIND =
      "select new dev.latchkey.directory.CandidateProjection(o.id, o.domain,"
          + " (select max(x.passwordCost) from UserEntity x"
          + " where x.organizationId = o.id and x.passwordCost is not null), "
          + UserProjection.COLUMNS
          + ", "
          + TalliesProjection.COLUMNS
          + """
          ) from OrganizationEntity o
              left join LoginNameEntity n on n.organizationId = o.id and n.nameKey = :name
              left join UserEntity u on u.organizationId = n.organizationId and u.id = n.userId
              left join SecondFactorEntity s on s.userId = u.id
          """
          + TalliesProjection.TABLES
          + "where o.domain = :domain and o.status = 'active'";

  private static final String HOLDER =
      """
      left join UserEntity u on u.organizationId = o.id and u.id = :user
      left join SecondFactorEntity s on s.userId = u.id
      left join EndedSessionEntity e on e.sid = :sid
      """;

  static final String FIND_HOLDER =
      "select new dev.latchkey.directory.SessionHolderProjection(o.id, o.domain, "
          + UserProjection.COLUMNS
          + ", e.sid) from OrganizationEntity o "
          + HOLDER
          + "where o.domain = :domain and o.status = 'active'";

  private static final String PER_NETWORK = "latchkey.directory.max-waiting-per-network";

  /** Each holds some 10 KB, and a pod has to have room for them. */
  private static final int MAX_WAITING = 10_000;

  private static final OrgDomain NOBODY = new OrgDomain("nobody");
  private static final Supplier<Uni<?>> NOTHING = () -> Uni.createFrom().voidItem();

  private final DirectoryConfig config;
  private final Mutiny.SessionFactory sessions;
  private final LookupPool pool;
  private final LookupLine line;
  private final LastAnswer lastAnswer;
  private final OutageLog outages = new OutageLog(System::nanoTime);

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
   * Asks for what is not there, so that the first callers do not wait for the queries to be parsed
   * and a connection to be opened. It asks on two connections at the same time: a pooler that gives
   * both the same one behind it is found out now. Blocks.
   *
   * @throws DatabaseException when PostgreSQL does not answer
   */
  public void warmUp() {
    try {
      VertxContextSupport.subscribeAndAwait(this::askNobodyTwice);
    } catch (Throwable e) {
      throw new DatabaseException(problem(e));
    }
  }

  private static String problem(Throwable failure) {
    if (TransactionPooler.isCauseOf(failure)) {
      return TransactionPooler.PROBLEM;
    }
    if (SchemaFault.isOne(failure)) {
      return String.valueOf(SchemaFault.of(failure).getMessage());
    }
    return DatabaseFault.explain(failure)
        .orElse(
            "The database does not answer to the service's own driver (%s): check the parameters in"
                    .formatted(kind(failure))
                + " LATCHKEY_DATABASE_URL and whether it takes more connections");
  }

  /** The driver's texts promise nothing about what they quote. */
  private static String kind(Throwable failure) {
    var state = Outage.stateIn(failure);
    return state == null ? failure.getClass().getSimpleName() : "SQLSTATE " + state;
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
                select(session, NOBODY, LoginName.of(""), TallyKeys.NONE)
                    .chain(none -> select(session, NOBODY, TallyKeys.NOTHING, TallyKeys.NOTHING))
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
    return ask(networks, () -> lookUp(domain, name, keys))
        .map(row -> Optional.ofNullable(row).map(CandidateProjection::toCandidate));
  }

  /**
   * Looks up whom a token is about: its organisation, its user and whether its session was ended.
   * It waits, ends and fails as {@link #find} does.
   *
   * @param user the token's
   * @param sid of the token's session
   * @return empty where no active organisation has the domain
   */
  public Uni<Optional<SessionHolder>> findHolder(
      OrgDomain domain, UUID user, UUID sid, List<String> networks) {
    return ask(networks, () -> lookUp(domain, user, sid))
        .map(row -> Optional.ofNullable(row).map(SessionHolderProjection::toHolder));
  }

  /**
   * Sends a statement in its turn and in time. Call it on a Vert.x context; the result arrives
   * there.
   *
   * @param statement is made when it is subscribed to. PostgreSQL gets it at most once, unless it
   *     refuses to run it
   * @return fails as {@link #find} does
   */
  <T> Uni<T> ask(List<String> networks, Supplier<Uni<T>> statement) {
    return Uni.createFrom()
        .deferred(() -> inTime(line.inTurn(networks, onSomeConnection(statement.get()))))
        .invoke(lastAnswer::answered)
        .onFailure()
        .invoke(lastAnswer::failed)
        .onFailure(failure -> !isKnown(failure) && Outage.isOne(failure))
        .transform(DirectoryUnavailableException::new)
        .onFailure(StaleStatement::isCauseOf)
        .transform(TransactionPooler::explain)
        .onFailure(SchemaFault::isOne)
        .transform(SchemaFault::of)
        .invoke(outages::answered)
        .onFailure(OutageLog::tells)
        .invoke(outages::report);
  }

  private static Uni<CandidateProjection> lookUp(OrgDomain domain, LoginName name, TallyKeys keys) {
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> select(session, domain, name, keys)));
  }

  private static Uni<SessionHolderProjection> lookUp(OrgDomain domain, UUID user, UUID sid) {
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> select(session, domain, user, sid)));
  }

  private static boolean isKnown(Throwable failure) {
    return failure instanceof DirectoryUnavailableException;
  }

  /** It is tried again on another connection. There are no more bad ones than connections. */
  private <T> Uni<T> onSomeConnection(Uni<T> statement) {
    return statement
        .onFailure(
            failure -> StaleStatement.isCauseOf(failure) || Outage.isBeforeTheStatement(failure))
        .retry()
        .atMost(Math.max(1, pool.size()));
  }

  /** The time ends on a thread of timers: the event loop is told, and sees how late that is. */
  private <T> Uni<T> inTime(Uni<T> statement) {
    var eventLoop = Objects.requireNonNull(Vertx.currentContext(), "no Vert.x context");
    long end = System.nanoTime() + config.timeout().toNanos();
    return statement
        .ifNoItem()
        .after(config.timeout())
        .fail()
        .onFailure(TimeoutException.class)
        .recoverWithUni(
            timeout ->
                Uni.createFrom()
                    .<T>failure(() -> unavailable(timeout, end))
                    .runSubscriptionOn(task -> eventLoop.runOnContext(ignored -> task.run())));
  }

  private DirectoryUnavailableException unavailable(Throwable timeout, long end) {
    return DirectoryUnavailableException.afterTimeout(
        timeout, config.timeout(), Duration.ofNanos(System.nanoTime() - end));
  }

  static Uni<CandidateProjection> select(
      Mutiny.Session session, OrgDomain domain, LoginName name, TallyKeys keys) {
    return TalliesProjection.with(
            keys, session.createSelectionQuery(FIND, CandidateProjection.class))
        .setParameter("domain", domain.value())
        .setParameter("name", name.key())
        .getSingleResultOrNull();
  }

  private static Uni<SessionHolderProjection> select(
      Mutiny.Session session, OrgDomain domain, UUID user, UUID sid) {
    return session
        .createSelectionQuery(FIND_HOLDER, SessionHolderProjection.class)
        .setParameter("domain", domain.value())
        .setParameter("user", user)
        .setParameter("sid", sid)
        .getSingleResultOrNull();
  }
}
