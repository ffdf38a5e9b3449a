package dev.latchkey.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.TestDatabase;
import dev.latchkey.factor.FactorKeyGenerator;
import dev.latchkey.factor.FactorKeys;
import dev.latchkey.registry.Database;
import dev.latchkey.registry.FactorUses;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorKeysCheckTest {

  private static final Optional<FactorKeys> NO_KEYS = Optional.empty();

  @TempDir Path folder;

  private TestDatabase database;
  private Optional<FactorKeys> keys;
  private FactorUses factors;

  @BeforeEach
  void prepare() throws IOException {
    database = TestDatabase.create();
    var url = "jdbc:" + database.url();
    Flyway.configure()
        .dataSource(url, TestDatabase.USERNAME, TestDatabase.PASSWORD)
        .load()
        .migrate();
    database.execute(
        """
        INSERT INTO organizations (id, domain, name) VALUES (gen_random_uuid(), 'acme', 'Acme');
        INSERT INTO users (id, organization_id, username, email, first_name, last_name, status)
        SELECT gen_random_uuid(), id, 'user' || n, n || '@example.com', '', '', 'active'
        FROM organizations, generate_series(1, 9) n
        """);
    Files.writeString(folder.resolve("one.key"), FactorKeyGenerator.base64());
    keys = FactorKeys.load(folder);
    factors = new FactorUses(Database.at(url, TestDatabase.USERNAME, TestDatabase.PASSWORD));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void nobodyWithAFactor_needsNoKeys() {
    assertThat(FactorKeysCheck.check(NO_KEYS, factors)).isEmpty();
  }

  @Test
  void factorsUnderTheKeysThatAreThere_areInOrder() {
    store(keys.orElseThrow().activeId(), 1);
    database.execute("UPDATE users SET mfa_required = true");

    assertThat(FactorKeysCheck.check(keys, factors)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"active, true", "invited, true", "disabled, false"})
  void requiredFactorWithoutKeys_warnsOfUsersWhoAreNotDisabled(String status, boolean warned) {
    database.execute(
        "UPDATE users SET mfa_required = true, invite_expires_at = now(), status = '%s'"
                .formatted(status)
            + " WHERE username = 'user1'");

    assertThat(FactorKeysCheck.check(NO_KEYS, factors).isPresent()).isEqualTo(warned);
    assertThat(FactorKeysCheck.check(keys, factors)).isEmpty();
  }

  @Test
  void keyThatIsMissing_isNamedInARefusal() {
    store(keys.orElseThrow().activeId(), 1);
    store("0123456789abcdef", 2);
    store("0123456789abcdef", 3);
    store("x\n[31m", 4);

    assertRefused(keys, "missing: 0123456789abcdef, x??31m. Put them back");
  }

  /** Also where no folder is set: the setting may have been lost. */
  @Test
  void noKeysForAFactor_isRefused() {
    store("0123456789abcdef", 1);

    assertRefused(NO_KEYS, "missing: 0123456789abcdef. Put them back");
  }

  @Test
  void manyMissingKeys_areNamedInPart() {
    for (int user = 1; user <= 6; user++) {
      store("key" + user, user);
    }

    assertRefused(keys, "missing: key1, key2, key3, key4, key5, and more. Put");
  }

  /** An enrolment whose key is gone is asked for again. */
  @Test
  void enrolmentUnderAnotherKey_isNoReasonToRefuse() {
    database.execute(
        "INSERT INTO factor_enrolments (user_id, key_id, secret) SELECT id, 'gone', '' FROM users");

    assertThat(FactorKeysCheck.check(keys, factors)).isEmpty();
  }

  private void assertRefused(Optional<FactorKeys> held, String text) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> FactorKeysCheck.check(held, factors))
        .withMessageContaining(text)
        .withMessageNotContaining("\n");
  }

  private void store(String keyId, int user) {
    database.execute(
        "INSERT INTO second_factors SELECT id, '%s', '', 0, now() FROM users WHERE username = 'user%s'"
            .formatted(keyId, user));
  }
}
