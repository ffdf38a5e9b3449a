package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDirectory;
import dev.latchkey.http.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody learns who reads the metrics and sends logins: nothing about who exists. */
@QuarkusTest
class MetricsTest {

  private static final String PASSWORD = LoginContract.PASSWORD;

  private static final Pattern COUNTS =
      Pattern.compile("(?m)^(latchkey_\\w+_(?:total|count)(?:\\{.*})?) (\\S+)$");

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String databaseUser;

  @ConfigProperty(name = "quarkus.datasource.password")
  String databasePassword;

  private TestDirectory.Org org;

  @BeforeEach
  void emptyOrganization() {
    org = new TestDirectory(url, databaseUser, databasePassword).org("metrics.example");
  }

  @Test
  void everyReasonOfARefusal_isCountedAlike() throws Exception {
    org.user("right").hash(LoginContract.HASH).save();
    org.user("none").save();
    org.user("damaged").hash("$2x$" + LoginContract.HASH.substring(4)).save();
    org.user("disabled").hash(LoginContract.HASH).with("status", "disabled").save();
    org.user("expired")
        .hash(LoginContract.HASH)
        .with("status", "invited")
        .with("invite_expires_at", Instant.now().minusSeconds(1))
        .save();

    var unknown = counted("nobody", PASSWORD);

    assertThat(unknown).containsEntry("latchkey_logins_total{outcome=\"denied\"}", 1.0);
    assertThat(
            List.of(
                counted("right", "wrong"),
                counted("none", PASSWORD),
                counted("damaged", PASSWORD),
                counted("disabled", PASSWORD),
                counted("expired", PASSWORD)))
        .allSatisfy(other -> assertThat(other).isEqualTo(unknown));
  }

  /** A statement takes longer for a name that somebody has. */
  @Test
  void singleStatements_areInNoMetric() throws Exception {
    login("nobody", PASSWORD);

    assertThat(scrape().lines())
        .anyMatch(line -> line.startsWith("sql_pool_completed_total{"))
        .noneMatch(
            line -> line.matches("(# TYPE )?(postgresql_|sql_pool_usage).*|.*clientName=.*"));
  }

  /** A sum tells of one login. Before you add one here: what does it tell of a user who exists? */
  @Test
  void timesAndSizes_areOfThese() throws Exception {
    login("nobody", PASSWORD);

    var sums = Pattern.compile("(?m)^# TYPE (\\w+) (?:summary|histogram)$");
    assertThat(sums.matcher(scrape()).results().map(found -> found.group(1)))
        .contains("latchkey_password_wait_seconds", "latchkey_password_hash_seconds")
        .allMatch(
            name ->
                name.matches(
                    "latchkey_password_(wait|hash)_seconds"
                        + "|sql_pool_queue_delay_seconds" // before the statement
                        + "|worker_pool_(queue_delay|usage)_seconds" // no login is there
                        + "|jvm_gc_\\w+_seconds"));
  }

  /** What one login changes. */
  private Map<String, Double> counted(String name, String password) throws IOException {
    var before = counts();
    assertThat(login(name, password)).isEqualTo(401);
    var change = new HashMap<String, Double>();
    counts()
        .forEach((series, count) -> change.put(series, count - before.getOrDefault(series, 0.0)));
    change.values().removeIf(count -> count == 0);
    return change;
  }

  private static Map<String, Double> counts() {
    var counts = new HashMap<String, Double>();
    COUNTS
        .matcher(scrape())
        .results()
        .forEach((MatchResult found) -> counts.put(found.group(1), Double.valueOf(found.group(2))));
    return counts;
  }

  private int login(String name, String password) throws IOException {
    var body = "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
    return RawHttp.exchange(
            "POST /v1/"
                + org.domain
                + "/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body)
        .status();
  }

  private static String scrape() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return RestAssured.given().port(port).get("/q/metrics").asString();
  }
}
