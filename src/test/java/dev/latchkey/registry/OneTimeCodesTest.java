package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.UserStatus;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators do with one-time codes, second factors and the time of a password. */
@QuarkusTest
class OneTimeCodesTest {

  private static final String HASH = "$2a$04$" + "x".repeat(53);
  private static final Duration HOUR = Duration.ofHours(1);

  @Inject Organizations organizations;
  @Inject Users users;
  @Inject OneTimeCodes codes;
  @Inject Pool pool;

  private OrgDomain domain;

  @BeforeEach
  void addOrganization() {
    domain = new OrgDomain(UUID.randomUUID().toString());
    organizations.add(domain, "An organisation");
  }

  @Test
  void code_isKeptAsItsHashAndEndsInTime() {
    var jane = add("jane", UserStatus.ACTIVE);

    var kept = codes.keep(domain, "JANE@example.com", CodePurpose.RESET, hash(1), HOUR);

    assertThat(kept.user().id()).isEqualTo(jane);
    assertThat(kept.expiresAt())
        .isCloseTo(databaseNow().plus(HOUR), within(10, ChronoUnit.SECONDS))
        .isEqualTo(kept.expiresAt().truncatedTo(ChronoUnit.SECONDS));
    var row = one("SELECT * FROM one_time_codes WHERE user_id = $1", jane);
    assertThat(row.getString("purpose")).isEqualTo("reset");
    assertThat(row.getBuffer("hash").getBytes()).isEqualTo(hash(1));
    assertThat(row.getOffsetDateTime("expires_at").toInstant()).isEqualTo(kept.expiresAt());
    assertThat(users.steps(jane).openCodes())
        .containsExactly(new OpenCode("reset", kept.expiresAt()));
  }

  @Test
  void newCode_takesThePlaceOfTheOneBefore() {
    var jane = add("jane", UserStatus.ACTIVE);
    var john = add("john", UserStatus.ACTIVE);
    codes.keep(domain, "jane", CodePurpose.RESET, hash(1), HOUR);
    codes.keep(domain, "john", CodePurpose.RESET, hash(2), HOUR);

    var kept = codes.keep(domain, "jane", CodePurpose.RESET, hash(3), HOUR.plus(HOUR));

    assertThat(codeCount(jane)).isEqualTo(1);
    assertThat(one("SELECT hash FROM one_time_codes WHERE user_id = $1", jane).getBuffer(0))
        .satisfies(hash -> assertThat(hash.getBytes()).isEqualTo(hash(3)));
    assertThat(users.steps(jane).openCodes())
        .containsExactly(new OpenCode("reset", kept.expiresAt()));
    assertThat(codeCount(john)).isEqualTo(1);
  }

  @Test
  void expiredCode_isNotOpen() {
    var jane = add("jane", UserStatus.ACTIVE);
    codes.keep(domain, "jane", CodePurpose.RESET, hash(1), HOUR);
    one("UPDATE one_time_codes SET expires_at = now() WHERE user_id = $1 RETURNING 1", jane);

    assertThat(users.steps(jane).openCodes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"INVITATION, ACTIVE", "INVITATION, DISABLED", "RESET, INVITED", "RESET, DISABLED"})
  void userOfAnotherStatus_getsNoCode(CodePurpose purpose, UserStatus status) {
    var jane = add("jane", status);
    var before = users.get(domain, "jane");

    assertThatThrownBy(() -> codes.keep(domain, "jane", purpose, hash(1), HOUR))
        .isInstanceOfSatisfying(
            RegistrationException.WrongStatusException.class,
            refused -> assertThat(refused.status()).isEqualTo(status));

    assertThat(codeCount(jane)).isZero();
    assertThat(users.get(domain, "jane")).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(CodePurpose.class)
  void nobody_getsNoCode(CodePurpose purpose) {
    assertThatThrownBy(() -> codes.keep(domain, "jane", purpose, hash(1), HOUR))
        .isInstanceOf(RegistrationException.UnknownUserException.class);
  }

  /** Otherwise a password that had expired would let in again, for as long as the code is valid. */
  @Test
  void invitation_isTheCodeAlone() {
    var jane = add("jane", UserStatus.INVITED);

    var kept = codes.keep(domain, "jane", CodePurpose.INVITATION, hash(1), HOUR);

    assertThat(kept.user().inviteExpiresAt()).isEqualTo(kept.expiresAt());
    assertThat(kept.user().passwordSet()).isFalse();
    assertThat(kept.user().passwordChangedAt()).isNull();
    assertThat(kept.user().status()).isEqualTo(UserStatus.INVITED);
    assertThat(codeCount(jane)).isEqualTo(1);
  }

  @Test
  void codeForANewPassword_leavesTheOldOne() {
    add("jane", UserStatus.ACTIVE);
    var before = users.get(domain, "jane");

    codes.keep(domain, "jane", CodePurpose.RESET, hash(1), HOUR);

    assertThat(users.get(domain, "jane")).isEqualTo(before);
  }

  @Test
  void newPassword_voidsAllCodes() {
    assertVoids(jane -> users.setPassword(domain, jane, HASH, false, null));
  }

  @Test
  void newAddress_voidsAllCodes() {
    assertVoids(jane -> users.update(domain, "jane", email("jane@other.example")));
  }

  @Test
  void disabling_voidsAllCodes() {
    assertVoids(jane -> users.disable(domain, "jane"));
  }

  @Test
  void deletion_voidsAllCodes() {
    assertVoids(jane -> users.delete(domain, "jane"));
  }

  private void assertVoids(Consumer<UUID> change) {
    var jane = add("jane", UserStatus.ACTIVE);
    var john = add("john", UserStatus.ACTIVE);
    codes.keep(domain, "jane", CodePurpose.RESET, hash(1), HOUR);
    codes.keep(domain, "john", CodePurpose.RESET, hash(2), HOUR);
    one(
        "INSERT INTO one_time_codes VALUES ($1, 'invitation', sha256(uuid_send($1)), now()) RETURNING 1",
        jane);

    change.accept(jane);

    assertThat(codeCount(jane)).isZero();
    assertThat(codeCount(john)).isEqualTo(1);
  }

  @Test
  void otherChanges_leaveTheCode() {
    var jane = add("jane", UserStatus.ACTIVE);
    codes.keep(domain, "jane", CodePurpose.RESET, hash(1), HOUR);

    users.update(domain, "jane", email("jane@example.com"));
    users.update(domain, "jane", new UserChange("janet", null, "J", null, true, null, null));
    users.enable(domain, "janet");
    users.endSessions(domain, "janet");
    users.resetFactor(domain, "janet");

    assertThat(codeCount(jane)).isEqualTo(1);
  }

  @Test
  void timeOfThePassword_isKnownWhereItWasSetHere() {
    var before = databaseNow();
    add("jane", UserStatus.ACTIVE);
    users.add(domain, NewUser.active(profile("none"), null));
    try (var batch = users.beginImport(domain)) {
      batch.add(1, null, NewUser.active(profile("old"), HASH), null);
      batch.write();
      batch.commit();
    }

    var added = users.get(domain, "jane").passwordChangedAt();
    assertThat(added).isAfterOrEqualTo(before);
    assertThat(users.get(domain, "none").passwordChangedAt()).isNull();
    assertThat(users.get(domain, "old").passwordChangedAt()).isNull();

    var old = users.get(domain, "old");
    users.update(domain, "jane", email("jane@other.example"));
    users.setPassword(domain, old.id(), HASH, false, null);
    assertThat(users.get(domain, "jane").passwordChangedAt()).isEqualTo(added);
    assertThat(users.get(domain, "old").passwordChangedAt()).isAfterOrEqualTo(added);
  }

  @Test
  void factor_isConfiguredWhereARowIs() {
    var jane = add("jane", UserStatus.ACTIVE);
    one("UPDATE users SET mfa_configured = true WHERE id = $1 RETURNING 1", jane);
    assertThat(users.get(domain, "jane").mfaConfigured()).isFalse();

    addFactor(jane, 3);

    assertThat(users.get(domain, "jane").mfaConfigured()).isTrue();
    var steps = users.steps(jane);
    assertThat(steps.factorConfirmedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(steps.recoveryCodes()).isEqualTo(3);
  }

  @Test
  void factor_isRemovedWithAllThatBelongsToIt() {
    var jane = add("jane", UserStatus.ACTIVE);
    var john = add("john", UserStatus.ACTIVE);
    addFactor(jane, 10);
    addFactor(john, 2);
    enrol(jane);

    var reset = users.resetFactor(domain, "jane");

    assertThat(reset.removed()).isEqualTo(new RemovedFactor(true, 10, true));
    assertThat(reset.user().mfaConfigured()).isFalse();
    assertThat(users.steps(jane)).isEqualTo(new UserSteps(null, 0, List.of()));
    assertThat(count("factor_enrolments", jane)).isZero();
    assertThat(epoch(jane)).isEqualTo(1);
    assertThat(users.steps(john).recoveryCodes()).isEqualTo(2);
    assertThat(epoch(john)).isZero();
  }

  @Test
  void enrolmentAlone_isRemoved() {
    var jane = add("jane", UserStatus.ACTIVE);
    enrol(jane);

    assertThat(users.resetFactor(domain, "jane").removed())
        .isEqualTo(new RemovedFactor(false, 0, true));
    assertThat(count("factor_enrolments", jane)).isZero();
    assertThat(epoch(jane)).isEqualTo(1);
  }

  @Test
  void userWithoutAFactor_isLeftAlone() {
    var jane = add("jane", UserStatus.ACTIVE);

    assertThat(users.resetFactor(domain, "jane").removed().isNothing()).isTrue();

    assertThat(epoch(jane)).isZero();
  }

  private void addFactor(UUID user, int recoveryCodes) {
    one(
        "INSERT INTO second_factors VALUES ($1, 'k', '', 0, '2026-01-01T00:00:00Z') RETURNING 1",
        user);
    IntStream.range(0, recoveryCodes)
        .forEach(
            i ->
                one(
                    "INSERT INTO recovery_codes VALUES ($1, sha256($2::text::bytea)) RETURNING 1",
                    user,
                    Integer.toString(i)));
  }

  private void enrol(UUID user) {
    one("INSERT INTO factor_enrolments VALUES ($1, 'k', '') RETURNING 1", user);
  }

  private UUID add(String name, UserStatus status) {
    return users.add(
        domain,
        new NewUser(
            profile(name),
            HASH,
            status,
            false,
            false,
            status == UserStatus.INVITED ? Instant.EPOCH : null,
            List.of()));
  }

  private static Profile profile(String name) {
    return new Profile(name, name + "@example.com", "First", "Last");
  }

  private static UserChange email(String email) {
    return new UserChange(null, email, null, null, null, null, null);
  }

  /** Unlike any other, as the column wants it. */
  private byte[] hash(int number) {
    var hash = Arrays.copyOf(domain.value().getBytes(StandardCharsets.US_ASCII), 32);
    hash[31] = (byte) number;
    return hash;
  }

  private Instant databaseNow() {
    return one("SELECT now()").getOffsetDateTime(0).toInstant();
  }

  private long codeCount(UUID user) {
    return count("one_time_codes", user);
  }

  private long count(String table, UUID user) {
    return one("SELECT count(*) FROM " + table + " WHERE user_id = $1", user).getLong(0);
  }

  private long epoch(UUID user) {
    return one("SELECT session_epoch FROM users WHERE id = $1", user).getLong(0);
  }

  private Row one(String sql, Object... parameters) {
    return await(
        pool.preparedQuery(sql)
            .execute(Tuple.from(parameters))
            .map(rows -> rows.iterator().next()));
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
