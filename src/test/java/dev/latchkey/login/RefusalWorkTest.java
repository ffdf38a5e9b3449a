package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDirectory;
import dev.latchkey.password.CountingVerifier;
import dev.latchkey.password.PasswordVerifier;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the login asks of the hashing: were one refusal to take less work than another, its time
 * would tell the cause.
 */
@QuarkusTest
class RefusalWorkTest {

  private static final String PASSWORD = LoginContract.PASSWORD;
  private static final int NEW_HASHES = 5;
  private static final int HIGHEST = 6;

  private final CountingVerifier verifier = new CountingVerifier(NEW_HASHES);

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private TestDirectory.Org org;

  @BeforeEach
  void emptyOrganization() {
    org = new TestDirectory(url, user, password).org("work.example");
    QuarkusMock.installMockForType(verifier, PasswordVerifier.class);
  }

  @AfterEach
  void endVerifier() {
    verifier.end();
  }

  @Test
  void everyRefusal_takesTheWorkOfTheHighestCostOfItsOrganisation() {
    org.user("right").hash(LoginContract.HASH).save();
    org.user("dear").hash(Hashes.of(PASSWORD, HIGHEST)).save();
    org.user("none").save();
    org.user("damaged").hash("$2x$" + LoginContract.HASH.substring(4)).save();
    org.user("disabled").hash(LoginContract.HASH).with("status", "disabled").save();
    new TestDirectory(url, user, password).lock(org.user("locked").hash(LoginContract.HASH).save());
    org.user("expired")
        .hash(LoginContract.HASH)
        .with("status", "invited")
        .with("invite_expires_at", Instant.now().minusSeconds(1))
        .save();

    var work = new LinkedHashMap<String, Long>();
    work.put("wrong password", refused("right", "wrong"));
    work.put("wrong password, highest cost", refused("dear", "wrong"));
    work.put("over 72 bytes", refused("right", "x".repeat(73)));
    work.put("with a NUL", refused("right", PASSWORD + "\\u0000"));
    work.put("unpaired surrogate", refused("right", PASSWORD + "\\ud800"));
    work.put("unknown user", refused("nobody", PASSWORD));
    for (var name : new String[] {"none", "damaged", "disabled", "expired", "locked"}) {
      work.put(name, refused(name, PASSWORD));
      work.put(name + ", wrong password", refused(name, "wrong"));
    }

    assertThat(work)
        .hasSize(16)
        .allSatisfy((cause, took) -> assertThat(took).isEqualTo(1L << HIGHEST));
    assertThat(work("right", PASSWORD, 200)).isEqualTo(1L << 4);
  }

  @Test
  void organisationWithoutAnyHash_refusesWithTheWorkOfNewOnes() {
    org.user("none").save();

    assertThat(Map.of("none", refused("none", PASSWORD), "nobody", refused("nobody", PASSWORD)))
        .isEqualTo(Map.of("none", 1L << NEW_HASHES, "nobody", 1L << NEW_HASHES));
  }

  private long refused(String name, String password) {
    return work(name, password, 401);
  }

  private long work(String name, String password, int status) {
    verifier.iterations().clear();
    int answered =
        RestAssured.given()
            .contentType("application/json")
            .body("{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}")
            .post("/v1/" + org.domain + "/auth/login")
            .statusCode();

    assertThat(answered).as(name).isEqualTo(status);
    assertThat(verifier.iterations()).as(name).hasSize(1);
    return verifier.iterations().get(0);
  }
}
