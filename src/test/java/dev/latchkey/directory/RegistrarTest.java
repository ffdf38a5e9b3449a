package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RegistrarTest {

  private static final String HASH = "$2a$04$" + "x".repeat(53);

  @Inject Registrar registrar;
  @Inject Pool pool;

  private OrgDomain domain;
  private UUID organization;

  @BeforeEach
  void addOrganization() {
    domain = new OrgDomain(UUID.randomUUID().toString());
    organization = await(registrar.addOrganization(domain, "An organisation"));
  }

  @Test
  void organization_isStoredActive() {
    var row = one("SELECT id, name, status FROM organizations WHERE domain = $1", domain.value());

    assertThat(row.getUUID("id")).isEqualTo(organization);
    assertThat(row.getString("name")).isEqualTo("An organisation");
    assertThat(row.getString("status")).isEqualTo("active");
  }

  @Test
  void domainTaken_isRefused() {
    assertThatThrownBy(() -> await(registrar.addOrganization(domain, "Another")))
        .isInstanceOf(RegistrationException.DomainTaken.class);
  }

  @Test
  void organizationNameBlank_isRefused() {
    assertThatThrownBy(() -> await(registrar.addOrganization(new OrgDomain("blank"), " ")))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("name is blank");
  }

  @Test
  void user_isStoredWithBothNamesFolded() {
    var expiry = Instant.parse("2030-01-31T12:00:00Z");
    var profile = new Profile("John", "J@Example.com", "Jöhn", "O'Doe; --");
    var id = await(registrar.addUser(domain, new NewUser(profile, HASH, true, true, expiry)));

    var row = one("SELECT * FROM users WHERE id = $1", id);
    assertThat(row.getUUID("organization_id")).isEqualTo(organization);
    assertThat(row.getString("username")).isEqualTo("John");
    assertThat(row.getString("email")).isEqualTo("J@Example.com");
    assertThat(row.getString("first_name")).isEqualTo("Jöhn");
    assertThat(row.getString("last_name")).isEqualTo("O'Doe; --");
    assertThat(row.getString("status")).isEqualTo("invited");
    assertThat(row.getString("password_hash")).isEqualTo(HASH);
    assertThat(row.getInteger("password_cost")).isEqualTo(4);
    assertThat(row.getBoolean("mfa_required")).isTrue();
    assertThat(row.getBoolean("mfa_configured")).isFalse();
    assertThat(row.getBoolean("change_password")).isTrue();
    assertThat(row.getOffsetDateTime("invite_expires_at").toInstant()).isEqualTo(expiry);
    assertThat(row.getArrayOfStrings("favorites")).isEmpty();
    assertThat(nameKeys(id)).containsExactly("j@example.com", "john");
  }

  @Test
  void usernameEqualToOwnEmail_isOneName() {
    var id = await(add("Same@Example.com", "same@example.COM"));

    assertThat(nameKeys(id)).containsExactly("same@example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "JOHN,             other@example.com",
    "John@Example.com, other@example.com",
    "JOHN,             zzz@example.com"
  })
  void usernameThatIsAnothersName_isRefusedWhole(String username, String email) {
    await(add("john", "john@example.com"));

    assertThatThrownBy(() -> await(add(username, email)))
        .isInstanceOf(RegistrationException.UsernameTaken.class);
    assertThat(userCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"other, JOHN@example.com", "zzz, john@EXAMPLE.com", "other, ODD@NAME"})
  void emailThatIsAnothersName_isRefusedWhole(String username, String email) {
    await(add("john", "john@example.com"));
    await(add("odd@name", "odd@example.com"));

    assertThatThrownBy(() -> await(add(username, email)))
        .isInstanceOf(RegistrationException.EmailTaken.class);
    assertThat(userCount()).isEqualTo(2);
  }

  @Test
  void sameNamesInAnotherOrganization_areFree() {
    var other = new OrgDomain(UUID.randomUUID().toString());
    await(registrar.addOrganization(other, "Other"));
    await(add("john", "john@example.com"));

    var profile = new Profile("john", "john@example.com", "John", "Doe");
    assertThat(await(registrar.addUser(other, NewUser.active(profile, HASH)))).isNotNull();
  }

  @Test
  void unknownOrganization_isRefused() {
    var profile = new Profile("john", "john@example.com", "John", "Doe");

    assertThatThrownBy(
            () ->
                await(
                    registrar.addUser(
                        new OrgDomain("no-such-organisation"), NewUser.active(profile, HASH))))
        .isInstanceOf(RegistrationException.UnknownOrganization.class);
  }

  @Test
  void sameUserAddedAtOnce_isAddedOnce() throws Exception {
    var outcomes = together(8, i -> add("racer", "racer@example.com"));

    assertThat(outcomes).filteredOn(UUID.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(RegistrationException.class::isInstance).hasSize(7);
    assertThat(userCount()).isEqualTo(1);
  }

  /** Many rounds, because a deadlock needs two transactions to be at the same place. */
  @RepeatedTest(25)
  void usersWhoWantEachOthersNames_doNotWaitForEachOther() throws Exception {
    var outcomes =
        together(
            8,
            i ->
                i % 2 == 0
                    ? add("a@example.com", "b@example.com")
                    : add("b@example.com", "a@example.com"));

    assertThat(outcomes).filteredOn(UUID.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(RegistrationException.class::isInstance).hasSize(7);
  }

  @Test
  void sameOrganizationAddedAtOnce_isAddedOnce() throws Exception {
    var contested = new OrgDomain(UUID.randomUUID().toString());
    var outcomes = together(8, i -> registrar.addOrganization(contested, "Contested"));

    assertThat(outcomes).filteredOn(UUID.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(RegistrationException.DomainTaken.class::isInstance).hasSize(7);
  }

  private Uni<UUID> add(String username, String email) {
    return registrar.addUser(
        domain, NewUser.active(new Profile(username, email, "John", "Doe"), HASH));
  }

  private long userCount() {
    return one("SELECT count(*) FROM users WHERE organization_id = $1", organization).getLong(0);
  }

  private List<String> nameKeys(UUID user) {
    return await(
        pool.preparedQuery("SELECT name_key FROM login_names WHERE user_id = $1 ORDER BY 1")
            .execute(Tuple.of(user))
            .onItem()
            .transformToMulti(rows -> Multi.createFrom().iterable(rows))
            .map(row -> row.getString(0))
            .collect()
            .asList());
  }

  private Row one(String sql, Object parameter) {
    return await(
        pool.preparedQuery(sql).execute(Tuple.of(parameter)).map(rows -> rows.iterator().next()));
  }

  private interface Numbered {
    Uni<UUID> of(int number);
  }

  /** Runs additions at the same time; each outcome is an id or what it failed with. */
  private static List<Object> together(int count, Numbered addition) throws Exception {
    var barrier = new CyclicBarrier(count);
    var threads = Executors.newFixedThreadPool(count);
    try {
      var tasks =
          IntStream.range(0, count)
              .<Callable<Object>>mapToObj(
                  i ->
                      () -> {
                        barrier.await();
                        try {
                          return await(addition.of(i));
                        } catch (RuntimeException e) {
                          return e;
                        }
                      })
              .toList();
      return threads.invokeAll(tasks).stream().map(RegistrarTest::result).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Object result(Future<Object> future) {
    try {
      return future.get();
    } catch (Exception e) {
      return e;
    }
  }

  private static <T> T await(Uni<T> uni) {
    try {
      return VertxContextSupport.subscribeAndAwait(() -> uni);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
