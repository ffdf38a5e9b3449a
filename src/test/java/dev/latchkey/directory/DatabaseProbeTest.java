package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the probe does about a server that does not answer. */
class DatabaseProbeTest {

  private final Vertx vertx = Vertx.vertx();
  private final DatabaseProbe probe = new DatabaseProbe(vertx);

  @AfterEach
  void end() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void serverThatIsSilent_isToldWithinASecond_andItsConnectionIsClosedByForce() throws Exception {
    try (var database = new SilentDatabase()) {
      probe.connectLike(database.options());
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        assertThat(failureOf(probe.ask())).isInstanceOf(ProbeConnection.SilenceException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(database.connections()).isEqualTo(i + 1);
        assertThat(database.isReset(i)).isTrue();
      }
    }
  }

  @Test
  void manyProbesAtOnce_shareOneQuestion() throws Exception {
    try (var database = new SilentDatabase()) {
      probe.connectLike(database.options());

      var answers = Stream.generate(probe::ask).limit(1_000).toList();
      for (var answer : answers) {
        assertThat(failureOf(answer)).isInstanceOf(ProbeConnection.SilenceException.class);
      }

      assertThat(database.connections()).isEqualTo(1);
    }
  }

  @Test
  void serverThatIsAway_isAnOutage() throws Exception {
    var database = new SilentDatabase();
    database.close();
    probe.connectLike(database.options());

    assertThat(failureOf(probe.ask())).matches(Outage::isOne);
    assertThat(failureOf(probe.ask())).matches(Outage::isOne);
  }

  private static @Nullable Throwable failureOf(Future<Void> answer) throws Exception {
    return answer
        .<@Nullable Throwable>map(nothing -> null)
        .otherwise(failure -> failure)
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }
}
