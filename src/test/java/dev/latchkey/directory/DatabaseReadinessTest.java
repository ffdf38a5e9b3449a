package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RecordedLog;
import dev.latchkey.TestDirectory;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a probe is told, by the service with its database. */
@QuarkusTest
class DatabaseReadinessTest {

  private static final String CONNECTIONS =
      "select count(*) from pg_stat_activity where datname = current_database()"
          + " and application_name = 'latchkey-readiness'";

  private final RecordedLog log = new RecordedLog();

  @Inject LastAnswer logins;
  @Inject Pool pool;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
  int connections;

  @BeforeEach
  void noLoginLately() {
    logins.failed();
  }

  @AfterEach
  void leave() {
    log.close();
  }

  /** The probe does not go through Hibernate. */
  @Test
  void statement_isThatOfALogin() throws Throwable {
    String sent =
        VertxContextSupport.subscribeAndAwait(
            () ->
                Panache.withSession(
                    () ->
                        Panache.getSession()
                            .chain(
                                session ->
                                    Directory.select(
                                            session,
                                            new OrgDomain("nobody"),
                                            LoginName.of(""),
                                            TallyKeys.NONE)
                                        .chain(
                                            nobody ->
                                                session
                                                    .createNativeQuery(
                                                        "select statement from pg_prepared_statements"
                                                            + " where statement like '%login_names%'"
                                                            + " and statement not like '%pg_prepared%'",
                                                        String.class)
                                                    .getSingleResult()))));

    assertThat(DatabaseProbe.STATEMENT).isEqualTo(sent);
  }

  @Test
  void database_thatAnswers_isReady() {
    assertReady("the database answers");
  }

  @Test
  void loginThatWasAnswered_isProofEnough() {
    logins.answered();

    assertReady("a login was answered");
  }

  @Test
  void columnThatIsGone_isNotReady_untilItIsBack() throws Exception {
    execute("alter table users rename column favorites to gone");
    try {
      assertNotReady("the database does not fit this version");
      assertNotReady("the database does not fit this version");
    } finally {
      execute("alter table users rename column gone to favorites");
    }
    assertReady("the database answers");

    assertThat(log.texts())
        .filteredOn(line -> line.contains("The check of the database"))
        .hasSize(2)
        .first()
        .asString()
        .contains("fails: the database does not fit this version", "favorites");
    assertThat(log.texts()).noneMatch(line -> line.contains(" ERROR ["));
  }

  @Test
  void poolWithoutAFreeConnection_isReadyWithinASecond() throws Exception {
    var held = new ArrayList<SqlConnection>();
    try {
      for (int i = 0; i < connections; i++) {
        held.add(pool.getConnection().toCompletionStage().toCompletableFuture().get());
      }

      long start = System.nanoTime();
      assertReady("the database answers");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    } finally {
      for (var connection : held) {
        connection.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
      }
    }
  }

  /** As a failover does, or a firewall. */
  @Test
  void connectionThatWasEnded_isReplacedWithinTheProbe() throws Exception {
    assertReady("the database answers");
    execute(
        "select pg_terminate_backend(pid, 20000) from pg_stat_activity"
            + " where datname = current_database() and application_name = 'latchkey-readiness'");

    assertReady("the database answers");
    assertThat(count(CONNECTIONS)).isEqualTo(1);
  }

  @Test
  void liveness_doesNotAskTheDatabase() {
    execute("alter table users rename column favorites to gone");
    try {
      assertThat(probe("live").statusCode()).isEqualTo(200);
    } finally {
      execute("alter table users rename column gone to favorites");
    }
  }

  private static void assertReady(String reason) {
    assertAnswer(200, "UP", reason);
  }

  private static void assertNotReady(String reason) {
    assertAnswer(503, "DOWN", reason);
  }

  private static void assertAnswer(int status, String word, String reason) {
    var answer = probe("ready");
    assertThat(answer.asString()).contains(reason);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("status")).isEqualTo(word);
    List<String> reasons = answer.jsonPath().getList("checks.data.reason");
    assertThat(reasons).containsOnlyOnce(reason);
  }

  private static Response probe(String kind) {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return RestAssured.given().port(port).get("/q/health/" + kind);
  }

  private void execute(String sql) {
    new TestDirectory(url, user, password).execute(sql);
  }

  private int count(String sql) throws Exception {
    try (var connection = new TestDirectory(url, user, password).connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
