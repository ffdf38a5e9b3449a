package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.factor.FactorKeyGenerator;
import dev.latchkey.factor.FactorKeys;
import dev.latchkey.factor.TotpSecret;
import dev.latchkey.registry.NewUser;
import dev.latchkey.registry.Profile;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database may hold factors of other tests, under keys that are missing here. */
@QuarkusTest
class KeyUsageCommandTest extends QuarkusCommands {

  @TempDir Path folder;

  private UUID user;

  @BeforeEach
  void makeKeys() throws IOException {
    Files.writeString(folder.resolve("a.key"), FactorKeyGenerator.base64());
    Files.writeString(folder.resolve("b.key"), FactorKeyGenerator.base64());
    factorKeys = () -> FactorKeys.load(folder);
    activate("a");
    user = add("jane");
    one("WITH gone AS (DELETE FROM second_factors RETURNING 1) SELECT count(*) FROM gone");
    one("WITH gone AS (DELETE FROM factor_enrolments RETURNING 1) SELECT count(*) FROM gone");
  }

  @AfterEach
  void deleteUser() {
    run("user delete", domain, "jane");
  }

  @Test
  void keys_areShownWithWhatIsStoredUnderThem() throws IOException {
    enrol(user, "1 minute");
    activate("b");
    confirm(user);

    var run = run("key usage");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "KEY               FILE   STATE   FACTORS  ENROLMENTS",
            id("a") + "  a.key  used    0        1",
            id("b") + "  b.key  active  1        0");
  }

  /** Nobody can confirm it any more. */
  @Test
  void enrolmentOfAnHourAgo_keepsNoKey() throws IOException {
    enrol(user, "61 minutes");
    activate("b");

    assertThat(run("key usage").out().lines())
        .contains(id("a") + "  a.key  unused  0        0", id("b") + "  b.key  active  0        0");
  }

  @Test
  void keyThatIsMissing_isNamedAndFails() throws Exception {
    var missing = id("a");
    confirm(user);
    Files.delete(folder.resolve("a.key"));
    activate("b");

    var run = run("key usage");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines()).last().isEqualTo(missing + "  -      missing  1        0");
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "latchkey: What is stored under these keys cannot be read: "
                + missing
                + ". Put them back into the folder of LATCHKEY_FACTOR_KEYS.\n");
    assertThat(states()).containsExactly("active", "missing");
  }

  @Test
  void noKeysAtAll_isAListWithoutLines() {
    factorKeys = Optional::empty;

    var run = run("key usage", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualToNormalizingNewlines("[]\n");
  }

  @Test
  void json_hasTheFile() throws Exception {
    var json = new ObjectMapper().readTree(run("key usage", "--json").out());

    assertThat(json.get(0))
        .hasToString(
            "{\"key\":\"%s\",\"file\":\"a.key\",\"state\":\"active\",\"factors\":0,\"enrolments\":0}"
                .formatted(id("a")));
    assertThat(states()).containsExactly("active", "unused");
  }

  private Iterable<String> states() throws IOException {
    return new ObjectMapper()
        .readTree(run("key usage", "--json").out()).findValues("state").stream()
            .map(JsonNode::textValue)
            .toList();
  }

  private UUID add(String username) {
    return users.add(
        new OrgDomain(domain),
        NewUser.active(new Profile(username, username + "@example.com", "J", "R"), null));
  }

  private void activate(String name) throws IOException {
    Files.writeString(folder.resolve("active"), name);
  }

  private String id(String name) {
    return keys().files().entrySet().stream()
        .filter(key -> key.getValue().equals(name + ".key"))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private FactorKeys keys() {
    return factorKeys.get().orElseThrow();
  }

  private void confirm(UUID id) {
    store("second_factors (user_id, key_id, secret, last_step, confirmed_at)", "0, now()", id);
  }

  private void enrol(UUID id, String age) {
    store(
        "factor_enrolments (user_id, key_id, secret, made_at)",
        "now() - interval '" + age + "'",
        id);
  }

  private void store(String into, String rest, UUID id) {
    var sealed = keys().seal(id, TotpSecret.random());
    one(
        "INSERT INTO " + into + " VALUES ($1, $2, $3, " + rest + ") RETURNING user_id",
        id,
        sealed.keyId(),
        Buffer.buffer(sealed.bytes()).getDelegate());
  }
}
