package dev.latchkey.directory;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Finds who takes a further step after a login, in one round trip. Each method waits, ends and
 * fails as {@link Directory#find} does.
 */
@ApplicationScoped
public class StepLookups {

  private static final String COLUMNS =
      "select new dev.latchkey.directory.StepHolderProjection(o.id, o.domain, o.name, "
          + UserProjection.COLUMNS
          + ", "
          + TalliesProjection.COLUMNS
          + """
          , e.sid, s.keyId, s.secret, s.confirmedAt, s.version, m.keyId, m.secret, m.madeAt)
          from OrganizationEntity o
          """;

  private static final String TABLES =
      """
      left join SecondFactorEntity s on s.userId = u.id
      left join FactorEnrolmentEntity m on m.userId = u.id and m.madeAt > instant - 1 hour
      left join EndedSessionEntity e on e.sid = :sid
      """
          + TalliesProjection.TABLES
          + "where o.domain = :domain and o.status = 'active'";

  private static final String OF_TOKEN =
      COLUMNS + "left join UserEntity u on u.organizationId = o.id and u.id = :user " + TABLES;

  // A code of another purpose, one that is too old and one that nobody has are the same.
  private static final String OF_CODE =
      COLUMNS
          + """
          left join OneTimeCodeEntity c on c.hash = :code and c.expiresAt > instant
          left join UserEntity u on u.organizationId = o.id and u.id = c.userId
              and (u.status = 'active' and c.purpose = 'reset'
                  or u.status = 'invited' and c.purpose = 'invitation')
          """
          + TABLES;

  private final Directory directory;

  StepLookups(Directory directory) {
    this.directory = directory;
  }

  /**
   * Whom a token is about.
   *
   * @param user the token's
   * @param sid of the token's session
   * @param keys under which the failures of earlier attempts are counted
   * @return empty where no active organisation has the domain
   */
  public Uni<Optional<StepHolder>> find(
      OrgDomain domain, UUID user, UUID sid, TallyKeys keys, List<String> networks) {
    return ask(
        networks,
        session -> query(session, OF_TOKEN, domain, sid, keys).setParameter("user", user));
  }

  /**
   * Whom a one-time code is for; the user is null where nobody can use it now.
   *
   * @param hash of the code
   * @param keys under which the failures of earlier attempts are counted
   * @return empty where no active organisation has the domain
   */
  public Uni<Optional<StepHolder>> find(
      OrgDomain domain, byte[] hash, TallyKeys keys, List<String> networks) {
    return ask(
        networks,
        session ->
            query(session, OF_CODE, domain, TallyKeys.NOTHING, keys).setParameter("code", hash));
  }

  private interface Question {
    Mutiny.SelectionQuery<StepHolderProjection> of(Mutiny.Session session);
  }

  private Uni<Optional<StepHolder>> ask(List<String> networks, Question question) {
    return directory
        .ask(
            networks,
            () ->
                Panache.withSession(
                    () ->
                        Panache.getSession()
                            .chain(session -> question.of(session).getSingleResultOrNull())))
        .map(row -> Optional.ofNullable(row).map(StepHolderProjection::toHolder));
  }

  private static Mutiny.SelectionQuery<StepHolderProjection> query(
      Mutiny.Session session, String text, OrgDomain domain, UUID sid, TallyKeys keys) {
    return TalliesProjection.with(
            keys, session.createSelectionQuery(text, StepHolderProjection.class))
        .setParameter("domain", domain.value())
        .setParameter("sid", sid);
  }
}
