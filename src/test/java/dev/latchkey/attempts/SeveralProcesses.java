package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.TestDirectory;
import dev.latchkey.caller.Client;
import dev.latchkey.directory.Candidate;
import dev.latchkey.directory.Directory;
import dev.latchkey.directory.LoginName;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.TallyKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** Several processes on one database, in which an organisation has one user, Jane. */
abstract class SeveralProcesses {

  static final Client HERE = client("192.0.2.0/24", "192.0.2.1");
  static final Client THERE = client("2001:db8::/48", "2001:db8::/56", "2001:db8::/64");
  static final Client UNKNOWN = new Client("10.0.0.1", List.of("10.0.0.0/24", "10.0.0.1"), false);

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Inject Directory lookUps;

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  TestDirectory directory;
  TestDirectory.Org org;
  long now;

  @BeforeEach
  void addJane() {
    directory = new TestDirectory(url, user, password);
    org = directory.org("attempts.example");
    org.user("jane").save("jane", "jane@mail.example");
  }

  Attempts process(String... settings) {
    var values = new HashMap<String, String>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return NewAttempts.with(values, registry, () -> now);
  }

  static Client client(String... networks) {
    return new Client("", List.of(networks), true);
  }

  static Attempt begin(Attempts attempts, String name, Client client) {
    return begin(attempts, "attempts.example", name, client);
  }

  static Attempt begin(Attempts attempts, String domain, String name, Client client) {
    return begin(attempts, domain, name, client, Duration.ofSeconds(20));
  }

  static Attempt begin(Attempts attempts, String name, Client client, Duration patience) {
    return begin(attempts, "attempts.example", name, client, patience);
  }

  static Attempt begin(
      Attempts attempts, String domain, String name, Client client, Duration patience) {
    return attempts
        .begin(domain, LoginName.of(name), client, patience)
        .await()
        .atMost(Duration.ofSeconds(30));
  }

  Attempt judged(Attempts attempts, String name, Client client) {
    return judged(attempts, "attempts.example", name, client);
  }

  Attempt judged(Attempts attempts, String domain, String name, Client client) {
    var attempt = begin(attempts, domain, name, client);
    judge(attempt, find(domain, name, attempt.keys()));
    return attempt;
  }

  static void judge(Attempt attempt, Candidate found) {
    attempt.judge(found.userId(), found.tallies());
  }

  Candidate find(String domain, String name, TallyKeys keys) {
    try {
      return VertxContextSupport.subscribeAndAwait(
              () -> lookUps.find(new OrgDomain(domain), LoginName.of(name), List.of(""), keys))
          .orElseThrow();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Fails, and waits until it is written. */
  void fail(Attempts attempts, String name, Client client, int times) {
    for (int i = 0; i < times; i++) {
      var attempt = judged(attempts, name, client);
      attempt.failed();
      awaitEnd(attempts);
    }
  }

  static void awaitEnd(Attempts attempts) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (attempts.log.underWay() > 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** The look-up was before: only the writes fail. */
  void failUnwritten(Attempts attempts, Candidate found, int times) {
    directory.execute("alter table failures rename to failures_away");
    try {
      for (int i = 0; i < times; i++) {
        var attempt = begin(attempts, "jane", HERE);
        judge(attempt, found);
        attempt.failed();
        awaitUnwritten(i + 1);
        awaitEnd(attempts);
      }
    } finally {
      directory.execute("alter table failures_away rename to failures");
    }
  }

  static void awaitNoneInFlight(Attempts attempts) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (attempts.inFlight.size() > 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  void awaitUnwritten(int count) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (registry.get("latchkey.attempts.unwritten").counter().count() < count) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  void assertRefused(Attempts attempts, String name, Client client, Duration retryAfter) {
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> begin(attempts, name, client))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(retryAfter));
  }

  /** For the database, whose clock no test moves. */
  void letPass(Duration time) {
    directory.execute(
        "update failures set at = at - make_interval(secs => ?), expires_at = expires_at"
            + " - make_interval(secs => ?)",
        (double) time.toSeconds(),
        (double) time.toSeconds());
  }

  int attemptsOf(Attempts attempts, IntFunction<Client> clients) {
    int count = 0;
    try {
      while (count < 1_000) {
        begin(attempts, "somebody", clients.apply(count)).end();
        count++;
      }
    } catch (TooManyAttemptsException e) {
      // counted so many
    }
    return count;
  }

  double refused(String limit) {
    return registry
        .get("latchkey.attempts.refused")
        .tag("limit", limit)
        .tag("mode", "enforce")
        .counter()
        .count();
  }
}
