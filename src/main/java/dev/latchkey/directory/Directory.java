package dev.latchkey.directory;

import dev.latchkey.settings.Settings;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Finds who a login is for, in one round trip to PostgreSQL. */
@ApplicationScoped
public class Directory {

  // A user without a usable hash has no cost. The index users_password_cost finds the highest
  // cost in one step.
  private static final String FIND =
      """
      select new dev.latchkey.directory.CandidateProjection(o.id, o.domain,
          (select max(x.passwordCost) from UserEntity x
              where x.organizationId = o.id and x.passwordCost is not null),
          u.id, u.username, u.email, u.firstName, u.lastName, u.status, u.passwordHash,
          u.mfaRequired, u.mfaConfigured, u.changePassword, u.inviteExpiresAt, u.favorites)
      from OrganizationEntity o
          left join LoginNameEntity n on n.organizationId = o.id and n.nameKey = :name
          left join UserEntity u on u.organizationId = n.organizationId and u.id = n.userId
      where o.domain = :domain and o.status = 'active'
      """;

  private final DirectoryConfig config;

  Directory(DirectoryConfig config) {
    this.config = config;
  }

  /**
   * @throws ConfigurationException when a setting is out of range; the message is one line
   */
  public void checkSettings() {
    Settings.require(
        config.timeout().compareTo(Duration.ZERO) > 0,
        "latchkey.directory.timeout",
        "must be more than zero");
  }

  /**
   * Asks once, for what is not there, so that the first caller does not wait for the query to be
   * parsed and a connection to be opened. Blocks.
   *
   * @throws DatabaseException when PostgreSQL does not answer
   */
  public void warmUp() {
    try {
      VertxContextSupport.subscribeAndAwait(
          () -> Panache.withSession(() -> Panache.getSession().chain(Directory::selectNobody)));
    } catch (Throwable e) {
      throw new DatabaseException(
          "The database does not answer to the service's own driver: check the parameters in"
              + " LATCHKEY_DATABASE_URL and whether it takes more connections");
    }
  }

  private static Uni<CandidateProjection> selectNobody(Mutiny.Session session) {
    return select(session, new OrgDomain("nobody"), LoginName.of(""));
  }

  /**
   * Looks up an organisation and, within it, the user that a name means. Call it on a Vert.x
   * context; the result arrives there. The session is closed before it does.
   *
   * @return empty where no active organisation has the domain; fails with {@link
   *     DirectoryUnavailableException} when the database is away or slower than {@link
   *     DirectoryConfig#timeout()}, and with {@link SchemaFaultException} when its tables or rights
   *     do not fit
   */
  public Uni<Optional<Candidate>> find(OrgDomain domain, LoginName name) {
    return Uni.createFrom()
        .deferred(() -> inTime(domain, name))
        .map(row -> Optional.ofNullable(row).map(CandidateProjection::toCandidate))
        .onFailure(failure -> !isKnown(failure) && Outage.isOne(failure))
        .transform(DirectoryUnavailableException::new)
        .onFailure(SchemaFault::isOne)
        .transform(SchemaFault::of);
  }

  private static boolean isKnown(Throwable failure) {
    return failure instanceof DirectoryUnavailableException;
  }

  /** The time ends on a thread of timers: the event loop is told, and sees how late that is. */
  private Uni<CandidateProjection> inTime(OrgDomain domain, LoginName name) {
    var eventLoop = Objects.requireNonNull(Vertx.currentContext(), "no Vert.x context");
    long end = System.nanoTime() + config.timeout().toNanos();
    return Panache.withSession(
            () -> Panache.getSession().chain(session -> select(session, domain, name)))
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

  private static Uni<CandidateProjection> select(
      Mutiny.Session session, OrgDomain domain, LoginName name) {
    return session
        .createSelectionQuery(FIND, CandidateProjection.class)
        .setParameter("domain", domain.value())
        .setParameter("name", name.key())
        .getSingleResultOrNull();
  }
}
