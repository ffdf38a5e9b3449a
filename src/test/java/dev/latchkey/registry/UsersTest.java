package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.directory.Directory;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.TallyKeys;
import dev.latchkey.directory.UserStatus;
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
import java.util.Locale;
import java.util.OptionalInt;
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
class UsersTest {

  private static final String HASH = "$2a$04$" + "x".repeat(53);

  @Inject Organizations organizations;
  @Inject Users users;
  @Inject Directory directory;
  @Inject Pool pool;

  private OrgDomain domain;
  private UUID organization;

  @BeforeEach
  void addOrganization() {
    domain = new OrgDomain(UUID.randomUUID().toString());
    organization = organizations.add(domain, "An organisation");
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
    assertThatThrownBy(() -> organizations.add(domain, "Another"))
        .isInstanceOf(RegistrationException.DomainTakenException.class);
  }

  @Test
  void organizationNameBlank_isRefused() {
    assertThatThrownBy(() -> organizations.add(new OrgDomain("blank"), " "))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("name is blank");
  }

  @Test
  void user_isStoredWithBothNamesFolded() {
    var expiry = Instant.parse("2030-01-31T12:00:00Z");
    var profile = new Profile("John", "J@Example.com", "Jöhn", "O'Doe; --");
    var id =
        users.add(
            domain,
            new NewUser(profile, HASH, UserStatus.INVITED, true, true, expiry, List.of("a", "b")));

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
    assertThat(row.getArrayOfStrings("favorites")).containsExactly("a", "b");
    assertThat(nameKeys(id)).containsExactly("j@example.com", "john");
  }

  @Test
  void usernameEqualToOwnEmail_isOneName() {
    var id = add("Same@Example.com", "same@example.COM");

    assertThat(nameKeys(id)).containsExactly("same@example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "JOHN,             other@example.com",
    "John@Example.com, other@example.com",
    "JOHN,             zzz@example.com"
  })
  void usernameThatIsAnothersName_isRefusedWhole(String username, String email) {
    add("john", "john@example.com");

    assertThatThrownBy(() -> add(username, email))
        .isInstanceOf(RegistrationException.UsernameTakenException.class);
    assertThat(userCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"other, JOHN@example.com", "zzz, john@EXAMPLE.com", "other, ODD@NAME"})
  void emailThatIsAnothersName_isRefusedWhole(String username, String email) {
    add("john", "john@example.com");
    add("odd@name", "odd@example.com");

    assertThatThrownBy(() -> add(username, email))
        .isInstanceOf(RegistrationException.EmailTakenException.class);
    assertThat(userCount()).isEqualTo(2);
  }

  @Test
  void sameNamesInAnotherOrganization_areFree() {
    var other = new OrgDomain(UUID.randomUUID().toString());
    organizations.add(other, "Other");
    add("john", "john@example.com");

    var profile = new Profile("john", "john@example.com", "John", "Doe");
    assertThat(users.add(other, NewUser.active(profile, HASH))).isNotNull();
  }

  @Test
  void unknownOrganization_isRefused() {
    var profile = new Profile("john", "john@example.com", "John", "Doe");

    assertThatThrownBy(
            () -> users.add(new OrgDomain("no-such-organisation"), NewUser.active(profile, HASH)))
        .isInstanceOf(RegistrationException.UnknownOrganizationException.class);
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
    var outcomes = together(8, i -> organizations.add(contested, "Contested"));

    assertThat(outcomes).filteredOn(UUID.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(RegistrationException.DomainTakenException.class::isInstance)
        .hasSize(7);
  }

  @Test
  void user_isFoundByEitherNameAndById() {
    var id = add("John", "j@example.com");

    assertThat(users.get(domain, "JOHN").id()).isEqualTo(id);
    assertThat(users.get(domain, "J@Example.com").id()).isEqualTo(id);
    assertThat(users.get(domain, id.toString()).username()).isEqualTo("John");
    assertThatThrownBy(() -> users.get(domain, "jo\0hn"))
        .isInstanceOf(RegistrationException.UnknownUserException.class);
    assertThatThrownBy(() -> users.get(domain, UUID.randomUUID().toString()))
        .isInstanceOf(RegistrationException.UnknownUserException.class);
  }

  /** Whoever calls himself by another's id is not taken for that one. */
  @Test
  void idAsAnothersUsername_meansTheUserWhoseIdItIs() {
    var id = add("john", "j@example.com");
    add(id.toString(), "mallory@example.com");

    assertThat(users.get(domain, id.toString()).username()).isEqualTo("john");
  }

  @Test
  void userOfAnotherOrganization_isNotFound() {
    var other = new OrgDomain(UUID.randomUUID().toString());
    organizations.add(other, "Other");
    var id = add("john", "j@example.com");

    assertThatThrownBy(() -> users.get(other, id.toString()))
        .isInstanceOf(RegistrationException.UnknownUserException.class);
    assertThatThrownBy(() -> users.delete(other, id.toString()))
        .isInstanceOf(RegistrationException.UnknownUserException.class);
  }

  @Test
  void update_changesWhatIsGivenAndFreesTheOldNames() {
    var id = add("john", "j@example.com");

    var updated = users.update(domain, "john", change("Jack", null));

    assertThat(updated.username()).isEqualTo("Jack");
    assertThat(updated.email()).isEqualTo("j@example.com");
    assertThat(updated.updatedAt()).isAfter(updated.createdAt());
    assertThat(nameKeys(id)).containsExactly("j@example.com", "jack");
    assertThat(add("john", "other@example.com")).isNotNull();
  }

  @Test
  void updateToANameThatIsTaken_isRefusedWhole() {
    add("jane", "jane@example.com");
    var id = add("john", "j@example.com");

    assertThatThrownBy(() -> users.update(domain, "john", change("new", "JANE")))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage("email is not an e-mail address");
    assertThatThrownBy(() -> users.update(domain, "john", change("new", "JANE@example.com")))
        .isInstanceOf(RegistrationException.EmailTakenException.class);
    assertThatThrownBy(() -> users.update(domain, "john", change("JANE", null)))
        .isInstanceOf(RegistrationException.UsernameTakenException.class);
    assertThat(users.get(domain, "john").username()).isEqualTo("john");
    assertThat(nameKeys(id)).containsExactly("j@example.com", "john");
  }

  /** They meet in a deadlock, of which PostgreSQL undoes one; that one is tried again. */
  @RepeatedTest(5)
  void usersWhoTakeEachOthersNames_bothGetAnAnswer() throws Exception {
    add("a", "a@example.com");
    add("b", "b@example.com");
    var outcomes =
        together(
            2,
            i -> {
              var user = i == 0 ? "a@example.com" : "b@example.com";
              return users.update(domain, user, change(i == 0 ? "b" : "a", null)).id();
            });

    assertThat(outcomes)
        .allMatch(
            o -> o instanceof UUID || o instanceof RegistrationException.UsernameTakenException);
  }

  @Test
  void highestCost_followsAdditionPasswordAndDeletion() {
    add("four", "four@example.com");
    assertThat(highestCost()).hasValue(4);

    var twelve = users.add(domain, NewUser.active(profile("twelve"), hash(12)));
    assertThat(highestCost()).hasValue(12);
    users.setPassword(domain, twelve, hash(6), false, null);
    assertThat(highestCost()).hasValue(6);
    users.update(domain, "twelve", change("twelfth", null));
    assertThat(highestCost()).hasValue(6);
    users.delete(domain, "twelfth");
    assertThat(highestCost()).hasValue(4);
    users.delete(domain, "four");
    assertThat(highestCost()).isEmpty();
  }

  @Test
  void highestCost_isThatOfAnImportOnceItIsKept() {
    try (var batch = users.beginImport(domain)) {
      assertThat(batch.add(1, null, NewUser.active(profile("nine"), hash(9)), null)).isEmpty();
      assertThat(batch.write()).isEmpty();
      assertThat(highestCost()).isEmpty();
      batch.commit();
    }
    assertThat(highestCost()).hasValue(9);
  }

  @Test
  void secondImportIntoTheSameOrganization_isRefusedUntilTheFirstEnds() {
    try (var first = users.beginImport(domain)) {
      assertThatThrownBy(() -> users.beginImport(domain))
          .isInstanceOf(RegistrationException.ImportUnderWayException.class);
      assertThat(first.write()).isEmpty();
    }
    users.beginImport(domain).close();
  }

  @Test
  void importThatIsNotWritten_cannotBeKept() {
    try (var batch = users.beginImport(domain)) {
      batch.add(1, null, NewUser.active(profile("nine"), null), null);
      assertThatThrownBy(batch::commit).isInstanceOf(IllegalStateException.class);
    }
    assertThat(userCount()).isZero();
  }

  /** Each change that ends sessions raises it, once. */
  @Test
  void epochOfAUser_risesWhenSessionsEnd_andNeverFalls() {
    var id = add("jane", "jane@example.com");
    assertThat(epoch(id)).isZero();

    users.update(domain, "jane", change("janet", null));
    users.enable(domain, "janet");
    assertThat(epoch(id)).as("nothing ended").isZero();
    users.endSessions(domain, "janet");
    assertThat(epoch(id)).isEqualTo(1);
    users.disable(domain, "janet");
    users.disable(domain, "janet");
    assertThat(epoch(id)).isEqualTo(2);
    users.enable(domain, "janet");
    users.enable(domain, "janet");
    assertThat(epoch(id)).as("an older version may have disabled the user").isEqualTo(3);
    users.setPassword(domain, id, HASH, false, null);
    assertThat(epoch(id)).isEqualTo(4);
  }

  @Test
  void epochOfAnOrganisation_risesWithItsSuspension_andChangesNoUser() {
    var id = add("jane", "jane@example.com");

    organizations.setActive(domain, true);
    assertThat(organizationEpoch()).isZero();
    organizations.setActive(domain, false);
    organizations.setActive(domain, false);
    assertThat(organizationEpoch()).isEqualTo(1);
    organizations.setActive(domain, true);
    assertThat(organizationEpoch()).isEqualTo(2);

    assertThat(epoch(id)).isZero();
  }

  @Test
  void sessionsOfNobody_areNotEnded() {
    assertThatThrownBy(() -> users.endSessions(domain, "nobody"))
        .isInstanceOf(RegistrationException.UnknownUserException.class);
  }

  private long epoch(UUID user) {
    return one("SELECT session_epoch FROM users WHERE id = $1", user).getLong(0);
  }

  private long organizationEpoch() {
    return one("SELECT session_epoch FROM organizations WHERE id = $1", organization).getLong(0);
  }

  /** Whatever tables there will be: a new one that keeps something of a person must cascade. */
  @Test
  void deletedUser_isInNoTable() {
    var marker = UUID.randomUUID().toString();
    var profile = new Profile("u" + marker, marker + "@example.com", marker, marker);
    var id = users.add(domain, NewUser.active(profile, HASH));
    one("INSERT INTO account_failures VALUES ($1, 1, now()) RETURNING 1", id);
    one("INSERT INTO known_networks VALUES ($1, gen_random_uuid(), now()) RETURNING 1", id);
    one("INSERT INTO second_factors VALUES ($1, 'k', '', 0, now()) RETURNING 1", id);
    one("INSERT INTO factor_enrolments VALUES ($1, 'k', '') RETURNING 1", id);
    one("INSERT INTO recovery_codes VALUES ($1, sha256('1')) RETURNING 1", id);
    one(
        "INSERT INTO one_time_codes VALUES ($1, 'reset', sha256(uuid_send($1)), now()) RETURNING 1",
        id);
    assertThat(tablesWith(marker, id.toString()))
        .contains("users", "login_names", "account_failures", "known_networks")
        .contains("second_factors", "factor_enrolments", "recovery_codes", "one_time_codes");

    assertThat(users.delete(domain, "u" + marker).id()).isEqualTo(id);

    assertThat(tablesWith(marker, id.toString())).isEmpty();
  }

  private List<String> tablesWith(String marker, String id) {
    var names =
        texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename");
    return names.stream()
        .filter(
            table ->
                !texts(
                        "SELECT '' FROM \""
                            + table
                            + "\" t WHERE t::text LIKE '%"
                            + marker
                            + "%' OR t::text LIKE '%"
                            + id
                            + "%'")
                    .isEmpty())
        .toList();
  }

  private List<String> texts(String sql) {
    return await(
        pool.query(sql)
            .execute()
            .onItem()
            .transformToMulti(rows -> Multi.createFrom().iterable(rows))
            .map(row -> row.getString(0))
            .collect()
            .asList());
  }

  private OptionalInt highestCost() {
    return await(
            Uni.createFrom()
                .deferred(
                    () ->
                        directory.find(domain, LoginName.of("nobody"), List.of(), TallyKeys.NONE)))
        .orElseThrow()
        .highestCost();
  }

  private static UserChange change(String username, String email) {
    return new UserChange(username, email, null, null, null, null, null);
  }

  private static Profile profile(String name) {
    return new Profile(name, name + "@example.com", "First", "Last");
  }

  private static String hash(int cost) {
    return String.format(Locale.ROOT, "$2b$%02d$%s", cost, "x".repeat(53));
  }

  private UUID add(String username, String email) {
    return users.add(domain, NewUser.active(new Profile(username, email, "John", "Doe"), HASH));
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
    UUID of(int number);
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
                          return addition.of(i);
                        } catch (RuntimeException e) {
                          return e;
                        }
                      })
              .toList();
      return threads.invokeAll(tasks).stream().map(UsersTest::result).toList();
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
