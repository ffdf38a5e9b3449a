package dev.latchkey.login;

import static dev.latchkey.login.StepContract.DOMAIN;
import static dev.latchkey.login.StepContract.HASH;
import static dev.latchkey.login.StepContract.NEW_PASSWORD;
import static dev.latchkey.login.StepContract.assertInsufficient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDirectory;
import dev.latchkey.session.Calls;
import dev.latchkey.token.TokenIssuer;
import dev.latchkey.token.TokenScope;
import dev.latchkey.token.TokenSession;
import dev.latchkey.token.TokenSubject;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes a second factor wants a login of the last five minutes. */
@QuarkusTest
class FreshnessTest {

  private static final String CODE = StepCalls.json("code", "123456");

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Inject TokenIssuer tokens;

  private final String name = "jane-" + UUID.randomUUID().toString().substring(0, 8);
  private TestDirectory.Org org;
  private UUID id;
  private StepCalls steps;

  @BeforeEach
  void addUser() {
    org = new TestDirectory(url, user, password).org(DOMAIN);
    id = org.user(name).hash(HASH).save();
    steps = new StepCalls("http://localhost:" + RestAssured.port, DOMAIN);
  }

  private String token(long age, TokenScope scope, String... methods) {
    var subject = new TokenSubject(id, name, name + "@mail.example", org.id, DOMAIN, scope, 0);
    var session =
        new TokenSession(
            UUID.randomUUID(),
            Instant.ofEpochSecond(Instant.now().getEpochSecond() - age),
            List.of(methods));
    return tokens
        .proceed(subject, session, Instant.now().plusSeconds(3_600))
        .orElseThrow()
        .compact();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 290})
  void freshLogin_mayEnrol(long age) {
    assertThat(
            steps
                .calls
                .post(StepCalls.TOTP, DOMAIN, token(age, TokenScope.ORG, "pwd"))
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {302, 3_000})
  void oldLogin_mayNot(long age) {
    var old = token(age, TokenScope.ORG, "pwd", "otp", "mfa");

    assertInsufficient(steps.calls.post(StepCalls.TOTP, DOMAIN, old));
    assertInsufficient(steps.post(StepCalls.CONFIRM, old, CODE));
    assertInsufficient(steps.post(StepCalls.REMOVE, old, CODE));
    assertInsufficient(steps.post(StepCalls.RECOVERY_CODES, old, CODE));
  }

  /** It is a part of its login. */
  @Test
  void limitedToken_isFreshWhileItIsValid() {
    new TestDirectory(url, user, password)
        .execute("update users set mfa_required = true where id = ?", id);

    assertThat(
            steps
                .calls
                .post(StepCalls.TOTP, DOMAIN, token(500, TokenScope.MFA, "pwd"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void newPassword_needsNoFreshLogin() {
    var old = token(3_000, TokenScope.ORG, "pwd");

    assertThat(steps.change(old, Calls.PASSWORD, NEW_PASSWORD).statusCode()).isEqualTo(200);
  }

  /** A session does not become younger by its renewals or its steps. */
  @Test
  void renewedToken_isAsOldAsItsLogin() {
    var renewed = steps.calls.renewed(DOMAIN, token(302, TokenScope.ORG, "pwd"));

    assertInsufficient(steps.calls.post(StepCalls.TOTP, DOMAIN, renewed));
    var changed = StepCalls.token(steps.change(renewed, Calls.PASSWORD, NEW_PASSWORD));
    assertInsufficient(steps.calls.post(StepCalls.TOTP, DOMAIN, changed));
  }
}
