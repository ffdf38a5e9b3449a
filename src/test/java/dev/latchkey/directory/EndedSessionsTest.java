package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.TestDirectory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EndedSessionsTest {

  private static final List<String> NETWORKS = List.of("192.0.2.0/24", "192.0.2.1");

  private static final int LOGOUTS = 12;
  private static final String WAITING =
      "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
          + " and query like 'UPDATE users u SET session_epoch%'";

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Inject EndedSessions ended;
  @Inject Directory lookUps;

  private TestDirectory directory;

  @BeforeEach
  @AfterEach
  void empty() {
    directory = new TestDirectory(url, user, password);
    directory.execute("delete from ended_sessions");
  }

  @Test
  void session_isEndedOnce_withItsFirstTime() {
    var sid = UUID.randomUUID();
    var expiry = Instant.parse("2030-01-31T12:00:00Z");

    await(() -> ended.add(sid, expiry, NETWORKS));
    await(() -> ended.add(sid, expiry.plusSeconds(60), NETWORKS));

    assertThat(rows("sid = '" + sid + "' and expires_at = '2030-01-31T12:00:00Z'")).isEqualTo(1);
    assertThat(rows("true")).isEqualTo(1);
  }

  @Test
  void lookUp_findsWhetherTheSessionWasEnded_andTheEpochOfNow() {
    var org = directory.org("ended.example");
    var jane = org.user("jane").with("session_epoch", 3).save();
    directory.execute("update organizations set session_epoch = 4 where id = ?", org.id);
    var sid = UUID.randomUUID();

    assertThat(holder(jane, sid).ended()).isFalse();
    assertThat(holder(jane, sid).user().epoch()).isEqualTo(7);
    await(() -> ended.add(sid, Instant.parse("2030-01-31T12:00:00Z"), NETWORKS));
    assertThat(await(() -> ended.addAll(jane, 7, NETWORKS))).isTrue();
    assertThat(await(() -> ended.addAll(jane, 7, NETWORKS)))
        .as("it ends no session that began after the first")
        .isFalse();

    assertThat(holder(jane, sid).ended()).isTrue();
    assertThat(holder(jane, UUID.randomUUID()).ended()).isFalse();
    assertThat(holder(jane, sid).user().epoch()).isEqualTo(8);
    assertThat(holder(UUID.randomUUID(), sid).user()).isNull();
    var other = directory.org("other.example").user("jane").save();
    assertThat(holder(other, sid).user()).as("of another organisation").isNull();
    org.suspend();
    assertThat(await(() -> lookUps.findHolder(new OrgDomain("ended.example"), jane, sid, NETWORKS)))
        .isEmpty();
  }

  /** An operator's transaction may be open for long. Look-ups go on beside it. */
  @Test
  void logoutsThatWaitForALockedUser_useFewConnections() throws Exception {
    var jane = directory.org("ended.example").user("jane").save();
    var threads = Executors.newFixedThreadPool(LOGOUTS);
    try (var operator = directory.connect();
        var statement = operator.createStatement()) {
      operator.setAutoCommit(false);
      statement.execute("update users set first_name = 'Jane' where id = '" + jane + "'");
      var logouts =
          IntStream.range(0, LOGOUTS)
              .mapToObj(i -> threads.submit(() -> await(() -> ended.addAll(jane, 0, NETWORKS))))
              .toList();
      directory.await(4, WAITING);

      assertThat(holder(jane, UUID.randomUUID()).user().epoch()).isZero();
      assertThat(directory.number(WAITING)).isEqualTo(4);
      operator.rollback();
      for (var logout : logouts) {
        logout.get();
      }
      assertThat(holder(jane, UUID.randomUUID()).user().epoch()).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private SessionHolder holder(UUID id, UUID sid) {
    return await(() -> lookUps.findHolder(new OrgDomain("ended.example"), id, sid, NETWORKS))
        .orElseThrow();
  }

  @Test
  void whatHasExpired_isDeletedInBatches_someMinutesLater() {
    add(2_500, "now() - interval '6 minutes'");
    add(10, "now() - interval '4 minutes'");
    add(10, "now() + interval '1 hour'");

    await(ended::sweep);

    assertThat(rows("true")).isEqualTo(20);
  }

  @Test
  void sweepsAtOnce_doNotHinderEachOther() throws Exception {
    add(5_000, "now() - interval '6 minutes'");
    var threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Boolean> sweep =
          () -> {
            await(ended::sweep);
            return true;
          };
      for (var one : threads.invokeAll(List.of(sweep, sweep, sweep, sweep))) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    await(ended::sweep);
    assertThat(rows("true")).isZero();
  }

  private void add(int count, String expiry) {
    directory.execute(
        "insert into ended_sessions select gen_random_uuid(), "
            + expiry
            + " from generate_series(1, ?)",
        count);
  }

  private long rows(String condition) {
    return directory.number("select count(*) from ended_sessions where " + condition);
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
