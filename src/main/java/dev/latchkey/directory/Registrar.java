package dev.latchkey.directory;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Adds organisations and users, each in one transaction. Nothing is looked up first to see whether
 * a name is free: the database's constraints decide, so of two that add the same name at once one
 * wins.
 *
 * <p>To be subscribed to on a Vert.x context, as all of Hibernate Reactive.
 */
@ApplicationScoped
public class Registrar {

  /**
   * @param name what people call the organisation
   * @return its id, or a failure with {@link RegistrationException.DomainTaken} or {@link
   *     InvalidFieldException}
   */
  public Uni<UUID> addOrganization(OrgDomain domain, String name) {
    return inTransaction(session -> insertOrganization(session, organization(domain, name)));
  }

  /**
   * @return the user's id, or a failure with a {@link RegistrationException}
   */
  public Uni<UUID> addUser(OrgDomain organization, NewUser user) {
    return inTransaction(session -> insertUser(session, organization, user));
  }

  /**
   * Deferred, because Panache wants its context where the work begins, not where it is described.
   */
  private static <T> Uni<T> inTransaction(Function<Mutiny.Session, Uni<T>> work) {
    return Uni.createFrom()
        .deferred(() -> Panache.withTransaction(() -> Panache.getSession().chain(work::apply)));
  }

  private static Organization organization(OrgDomain domain, String name) {
    FieldRule.requireName("name", name);
    return new Organization(UUID.randomUUID(), domain, name);
  }

  private static Uni<UUID> insertOrganization(Mutiny.Session session, Organization row) {
    return insert(session, row, RegistrationException.DomainTaken::new).replaceWith(row.id);
  }

  private static Uni<UUID> insertUser(Mutiny.Session session, OrgDomain domain, NewUser user) {
    return organizationId(session, domain)
        .map(organizationId -> row(organizationId, user))
        .call(row -> session.persist(row).chain(session::flush))
        .call(row -> insertNames(session, row))
        .map(row -> row.id);
  }

  private static Uni<UUID> organizationId(Mutiny.Session session, OrgDomain domain) {
    return session
        .createSelectionQuery("select id from Organization where domain = :domain", UUID.class)
        .setParameter("domain", domain.value())
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(RegistrationException.UnknownOrganization::new);
  }

  /**
   * The names one by one, because the database says that a key is taken but not, in a form that
   * does not depend on its language, which. In the order of their keys, because two users who want
   * each other's names would otherwise wait for each other.
   */
  private static Uni<Void> insertNames(Mutiny.Session session, User user) {
    var username = new LoginNameRow(user.organizationId, LoginName.of(user.username), user.id);
    var email = new LoginNameRow(user.organizationId, LoginName.of(user.email), user.id);
    var insertUsername = insert(session, username, RegistrationException.UsernameTaken::new);
    var insertEmail = insert(session, email, RegistrationException.EmailTaken::new);

    int order = username.nameKey.compareTo(email.nameKey);
    if (order == 0) {
      return insertUsername;
    }
    return order < 0
        ? insertUsername.chain(() -> insertEmail)
        : insertEmail.chain(() -> insertUsername);
  }

  private static Uni<Void> insert(
      Mutiny.Session session, Object row, Supplier<RegistrationException> taken) {
    return session
        .persist(row)
        .chain(session::flush)
        .onFailure(Registrar::isDuplicate)
        .transform(duplicate -> taken.get());
  }

  private static boolean isDuplicate(Throwable failure) {
    return failure instanceof ConstraintViolationException violation
        && violation.getKind() == ConstraintKind.UNIQUE;
  }

  private static User row(UUID organizationId, NewUser user) {
    var row = new User();
    row.id = UUID.randomUUID();
    row.organizationId = organizationId;
    row.username = user.profile().username();
    row.email = user.profile().email();
    row.firstName = user.profile().firstName();
    row.lastName = user.profile().lastName();
    row.status = user.status();
    row.passwordHash = user.passwordHash();
    row.mfaRequired = user.mfaRequired();
    row.changePassword = user.changePassword();
    row.inviteExpiresAt = user.inviteExpiresAt();
    row.favorites = new String[0];
    return row;
  }
}
