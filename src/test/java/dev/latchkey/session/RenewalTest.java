package dev.latchkey.session;

import static dev.latchkey.session.SessionContract.DOMAIN;
import static dev.latchkey.session.SessionContract.HASH;
import static dev.latchkey.session.SessionContract.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RecordedLog;
import dev.latchkey.TestDirectory;
import dev.latchkey.http.RawHttp;
import dev.latchkey.token.TokenIssuer;
import dev.latchkey.token.TokenScope;
import dev.latchkey.token.TokenSession;
import dev.latchkey.token.TokenSubject;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that no test can wait for, and what an operator sees of renewals and logouts. */
@QuarkusTest
class RenewalTest {

  private static final Duration MAX_AGE = Duration.ofHours(12);
  private static final Pattern COUNTS =
      Pattern.compile("latchkey_renewals_total\\{outcome=\"(\\w+)\"} (\\S+)");

  @Inject TokenIssuer tokens;
  @Inject Clock clock;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private final RecordedLog log = new RecordedLog();
  private TestDirectory directory;
  private TestDirectory.Org org;
  private Calls calls;

  @BeforeEach
  void emptyOrganization() {
    directory = new TestDirectory(url, user, password);
    org = directory.org(DOMAIN);
    calls = new Calls("http://localhost:" + RestAssured.port);
  }

  @AfterEach
  void leave() {
    log.close();
  }

  // --- old sessions

  @Test
  void lastToken_expiresWithTheSession() {
    var id = org.user("jane").hash(HASH).save();
    var token = token(id, MAX_AGE.minusMinutes(10), "pwd");

    var answer = calls.renew(DOMAIN, token);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Calls.json(answer.body()).get("expires_in").longValue()).isBetween(540L, 600L);
    var claims = Calls.claims(Calls.json(answer.body()).get("token").textValue());
    assertThat(claims.get("exp").longValue())
        .isEqualTo(claims.get("auth_time").longValue() + MAX_AGE.toSeconds());
  }

  /** Its token is still valid by itself: an operator made sessions shorter meanwhile. */
  @Test
  void sessionThatIsTooOld_isNotRenewed() {
    var id = org.user("jane").hash(HASH).save();

    assertInvalid(calls.renew(DOMAIN, token(id, MAX_AGE, "pwd")), DOMAIN);
    assertInvalid(calls.renew(DOMAIN, token(id, MAX_AGE.plusDays(1), "pwd")), DOMAIN);
  }

  /** Another replica may let sessions live longer, and so renew the token beyond our end. */
  @ParameterizedTest
  @ValueSource(longs = {0, 12 * 60 - 10, 24 * 60})
  void endOfASession_isKeptForAsLongAsAnyTokenOfItIsValid(long minutes) {
    var id = org.user("jane").hash(HASH).save();
    var token = token(id, Duration.ofMinutes(minutes), "pwd");

    assertThat(calls.logout(DOMAIN, token).statusCode()).isEqualTo(204);

    var sid = UUID.fromString(Calls.claims(token).get("sid").textValue());
    assertThat(
            directory.number(
                "select count(*) from ended_sessions"
                    + " where sid = ? and expires_at > now() + interval '59 minutes'",
                sid))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, pwd,     200",
    "true,  false, pwd,     401",
    "false, true,  pwd,     401",
    "true,  true,  pwd,     401",
    "true,  true,  pwd+otp, 401",
    "true,  true,  pwd+mfa, 200",
    "false, true,  pwd+mfa, 200",
    "false, false, pwd+mfa, 200",
    "true,  false, pwd+mfa, 401"
  })
  void factorThatIsConfigured_mustHaveBeenShown(
      boolean required, boolean configured, String methods, int status) {
    var id = org.user("jane").hash(HASH).with("mfa_required", required).save();
    if (configured) {
      directory.factor(id);
    }

    var answer = calls.renew(DOMAIN, token(id, Duration.ZERO, methods.split("\\+")));

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 200) {
      assertThat(Calls.claims(Calls.json(answer.body()).get("token").textValue()).get("amr"))
          .hasSize(methods.split("\\+").length);
    }
  }

  private String token(UUID id, Duration age, String... methods) {
    var subject = new TokenSubject(id, "jane", "j@x", org.id, DOMAIN, TokenScope.ORG, 0);
    var begun = Instant.ofEpochSecond(clock.instant().getEpochSecond()).minus(age);
    var session = new TokenSession(UUID.randomUUID(), begun, List.of(methods));
    return tokens
        .proceed(subject, session, clock.instant().plusSeconds(60))
        .orElseThrow()
        .compact();
  }

  // --- hostile requests

  /** The header fields of a request have a limit of their own. */
  @Test
  void tokenOfHundredKibibytes_isTooLarge() throws Exception {
    var reply =
        RawHttp.exchange(
            "POST /v1/sessions.example/auth/token/renew HTTP/1.1\r\nHost: x\r\n"
                + "Authorization: Bearer "
                + "x".repeat(100 * 1024)
                + "\r\n\r\n");

    assertThat(reply.status()).isEqualTo(431);
  }

  /** A body means nothing, but it has the limit of all bodies. */
  @Test
  void bodyOfARenewal_isReadPast() throws Exception {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");

    for (int size : new int[] {0, 1, 8192, 8193}) {
      var reply =
          RawHttp.exchange(
              "POST /v1/sessions.example/auth/token/renew HTTP/1.1\r\nHost: x\r\n"
                  + "Authorization: Bearer "
                  + token
                  + "\r\nContent-Length: "
                  + size
                  + "\r\n\r\n"
                  + "x".repeat(size));
      assertThat(reply.status()).isEqualTo(size > 8192 ? 413 : 200);
    }
  }

  // --- what an operator sees

  @Test
  void logout_isAnEventOfTheAudit() throws Exception {
    var id = org.user("jane").hash(HASH).save();
    var first = calls.token(DOMAIN, "jane");
    var second = calls.token(DOMAIN, "jane");
    assertThat(log.nextAudit().get("outcome").asText()).isEqualTo("success");
    assertThat(log.nextAudit().get("outcome").asText()).isEqualTo("success");

    calls.logout(DOMAIN, first);
    calls.logout(DOMAIN, second, "{\"everywhere\":true}");
    calls.logout(DOMAIN, second);

    for (var sessions : List.of("one", "all")) {
      var event = log.nextAudit();
      assertThat(event.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder(
              "requestId", "act", "organization", "user", "client", "sessions");
      assertThat(event.get("act").asText()).isEqualTo("logout");
      assertThat(event.get("organization").asText()).isEqualTo(DOMAIN);
      assertThat(event.get("user").asText()).isEqualTo(id.toString());
      assertThat(event.get("client").asText()).isIn("127.0.0.1", "::1");
      assertThat(event.get("sessions").asText()).isEqualTo(sessions);
    }
    assertThat(log.hasAudit()).as("the third was refused").isFalse();
    assertThat(log.texts())
        .anyMatch(
            line ->
                line.contains(" act=logout organization=sessions.example user=" + id + " client="))
        .noneMatch(line -> line.contains(first) || line.contains(second));
  }

  @Test
  void renewals_areCountedByOutcome() {
    var id = org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    var before = counts();

    calls.renew(DOMAIN, token);
    calls.renew(DOMAIN, token);
    calls.renew(DOMAIN, "nonsense");
    calls.post(Calls.RENEW, "other.example", token);
    calls.me(DOMAIN, "nonsense");
    directory.execute("update users set change_password = true where id = ?", id);
    calls.renew(DOMAIN, token);
    org.suspend();
    calls.renew(DOMAIN, token);

    var counted = counts();
    before.forEach((outcome, count) -> counted.merge(outcome, -count, Double::sum));
    counted.values().removeIf(count -> count == 0);
    assertThat(counted)
        .isEqualTo(
            Map.of(
                "renewed", 2.0, "invalid_token", 2.0, "refused", 1.0, "unknown_organization", 1.0));
  }

  /** The log has the cause once in ten seconds, as of logins. */
  @Test
  void tableThatIsGone_isAFaultOfTheService() {
    org.user("jane").hash(HASH).save();
    var token = calls.token(DOMAIN, "jane");
    var before = counts();
    directory.execute("alter table ended_sessions rename to gone");
    try {
      assertThat(calls.renew(DOMAIN, token).statusCode()).isEqualTo(500);
      assertThat(calls.me(DOMAIN, token).statusCode()).isEqualTo(500);
      assertThat(calls.logout(DOMAIN, token).statusCode()).isEqualTo(500);
    } finally {
      directory.execute("alter table gone rename to ended_sessions");
    }
    assertThat(calls.renew(DOMAIN, token).statusCode()).isEqualTo(200);
    assertThat(counts().get("failed")).isEqualTo(before.get("failed") + 1);
    assertThat(log.texts())
        .filteredOn(line -> line.contains("does not fit this version"))
        .hasSizeLessThanOrEqualTo(1);
  }

  private static Map<String, Double> counts() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    var counts = new TreeMap<String, Double>();
    COUNTS
        .matcher(RestAssured.given().port(port).get("/q/metrics").asString())
        .results()
        .forEach(found -> counts.put(found.group(1), Double.valueOf(found.group(2))));
    return counts;
  }
}
