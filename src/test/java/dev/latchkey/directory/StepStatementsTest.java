package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDirectory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What was looked up is compared once more by the statement that changes something: here it has
 * changed in between.
 */
@QuarkusTest
class StepStatementsTest {

  private static final List<String> NETWORKS = List.of("");
  private static final OrgDomain DOMAIN = new OrgDomain("statements.example");
  private static final String HASH = "$2a$04$" + "a".repeat(53);
  private static final String OTHER_HASH = "$2a$04$" + "b".repeat(53);
  private static final byte[] SECRET = new byte[40];
  private static final List<byte[]> CODES = List.of(new byte[32]);
  private static final List<byte[]> OTHERS = List.of(padded(1), padded(2));

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Inject StepLookups lookups;
  @Inject SecondFactors factors;
  @Inject PasswordChanges passwords;

  private TestDirectory directory;
  private UUID jane;

  @BeforeEach
  void addUser() {
    directory = new TestDirectory(url, user, password);
    jane = directory.org(DOMAIN.value()).user("jane").hash(HASH).save();
  }

  private StepHolder find() {
    return await(() -> lookups.find(DOMAIN, jane, TallyKeys.NOTHING, TallyKeys.NONE, NETWORKS))
        .orElseThrow();
  }

  private static LoginUser userOf(StepHolder found) {
    return Objects.requireNonNull(found.holder().user());
  }

  private static StoredSecret factorOf(StepHolder found) {
    return Objects.requireNonNull(found.factor());
  }

  private boolean enrol() {
    return await(() -> factors.enrol(jane, "key", SECRET, NETWORKS));
  }

  private boolean confirm(StepHolder found, List<byte[]> codes) {
    return await(() -> factors.confirm(userOf(found), found, 7, codes, NETWORKS));
  }

  private StepHolder confirmed() {
    enrol();
    assertThat(confirm(find(), CODES)).isTrue();
    return find();
  }

  private long recoveryCodes() {
    return directory.number("select count(*) from recovery_codes where user_id = ?", jane);
  }

  // --- second factors

  @Test
  void enrolment_isConfirmedOnce() {
    enrol();
    var found = find();

    assertThat(confirm(found, CODES)).isTrue();
    assertThat(confirm(found, CODES)).isFalse();
    assertThat(recoveryCodes()).isEqualTo(1);
  }

  @Test
  void enrolmentOfADeletedUser_keepsNothing() {
    directory.execute("delete from users where id = ?", jane);

    assertThat(enrol()).isFalse();
  }

  @Test
  void sessionsThatEnded_confirmNothing() {
    enrol();
    var found = find();
    directory.execute("update users set session_epoch = session_epoch + 1 where id = ?", jane);

    assertThat(confirm(found, CODES)).isFalse();
    assertThat(find().factor()).isNull();
  }

  /** Both would be valid otherwise, and the factor is that of the first. */
  @Test
  void factorWithNewRecoveryCodes_isNotReplacedByWhoSawTheOldOnes() {
    confirmed();
    enrol();
    var before = find();
    assertThat(await(() -> factors.replaceRecoveryCodes(jane, factorOf(before), OTHERS, NETWORKS)))
        .isTrue();

    assertThat(confirm(before, List.of(padded(3)))).isFalse();
    assertThat(recoveryCodes()).isEqualTo(2);
  }

  @Test
  void recoveryCodes_areReplacedByOneOfTwo() {
    var found = confirmed();

    assertThat(await(() -> factors.replaceRecoveryCodes(jane, factorOf(found), OTHERS, NETWORKS)))
        .isTrue();
    assertThat(await(() -> factors.replaceRecoveryCodes(jane, factorOf(found), CODES, NETWORKS)))
        .isFalse();
    assertThat(recoveryCodes()).isEqualTo(2);
  }

  private static byte[] padded(int first) {
    return Arrays.copyOf(new byte[] {(byte) first}, 32);
  }

  @Test
  void step_isUsedOnce_andNoEarlierOneAfterIt() {
    var factor = factorOf(confirmed());

    assertThat(use(factor, 7)).as("the step of the confirmation").isFalse();
    assertThat(use(factor, 9)).isTrue();
    assertThat(use(factor, 9)).isFalse();
    assertThat(use(factor, 8)).isFalse();
    assertThat(use(factor, SecondFactors.NO_STEP)).isFalse();
    assertThat(use(factor, 10)).isTrue();
  }

  private boolean use(StoredSecret factor, long step) {
    return await(() -> factors.useStep(jane, factor, step, "key", SECRET, NETWORKS));
  }

  @Test
  void factorThatWasReplaced_takesNoCodeAndIsNotRemovedByWhoSawTheOldOne() {
    var old = factorOf(confirmed());
    enrol();
    assertThat(confirm(find(), OTHERS)).isTrue();

    assertThat(use(old, 100)).isFalse();
    assertThat(await(() -> factors.remove(jane, old, NETWORKS))).isFalse();
    var now = factorOf(find());
    assertThat(await(() -> factors.remove(jane, now, NETWORKS))).isTrue();
    assertThat(recoveryCodes()).isZero();
  }

  // --- passwords

  @Test
  void password_isReplacedOnce_andOnlyInTheSessionsOfNow() {
    var found = userOf(find());

    assertThat(await(() -> passwords.replace(found, OTHER_HASH, NETWORKS))).contains(1L);
    assertThat(await(() -> passwords.replace(found, OTHER_HASH, NETWORKS))).isEmpty();

    var now = userOf(find());
    directory.execute("update users set session_epoch = session_epoch + 1 where id = ?", jane);
    assertThat(await(() -> passwords.replace(now, HASH, NETWORKS))).isEmpty();
    assertThat(userOf(find()).passwordHash()).isEqualTo(OTHER_HASH);
  }

  @Test
  void passwordOfADisabledUser_isNotReplaced() {
    var found = userOf(find());
    directory.execute("update users set status = 'disabled' where id = ?", jane);

    assertThat(await(() -> passwords.replace(found, OTHER_HASH, NETWORKS))).isEmpty();
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
