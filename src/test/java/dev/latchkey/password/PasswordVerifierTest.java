package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.bcrypt.BcryptHash;
import dev.latchkey.bcrypt.ElytronBcrypt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordVerifierTest {

  private static final String HASH = VerificationTest.hash("right", 4);

  private static final NewPassword NEW = NewPassword.withoutRules("new");

  private static final FairShareKey HERE = new FairShareKey("here.example", List.of("192.0.2.1"));

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final PasswordVerifier verifier = new PasswordVerifier(Settings.cost(10), registry);

  @AfterEach
  void stop() {
    verifier.stop();
  }

  @Test
  void passwords_areCheckedOnThreadsOfTheirOwn() {
    var thread = new CompletableFuture<String>();

    Verdict verdict =
        verifier
            .verify(verifier.admit(HERE), check("right", HASH))
            .invoke(() -> thread.complete(Thread.currentThread().getName()))
            .await()
            .indefinitely();

    assertThat(verdict).isEqualTo(Verdict.MATCH);
    assertThat(thread.join()).startsWith("latchkey-hash-");
  }

  @Test
  void moreThanCanBeWaitedFor_isRefusedBeforeAnythingIsSpent() {
    var admissions = new ArrayList<Admission>();
    var refusal =
        catchThrowableOfType(
            OverloadedException.class,
            () -> {
              for (int i = 0; i < 10_000; i++) {
                admissions.add(verifier.admit(HERE));
              }
            });

    assertThat(refusal).isNotNull();
    assertThat(refusal.retryAfter()).isPositive();
    assertThat(admissions).hasSizeGreaterThan(10);
    assertThat(registry.get("latchkey.password.refused").counter().count()).isEqualTo(1);
    admissions.forEach(Admission::release);
    assertThat(verifier.admit(HERE)).isNotNull();
  }

  @Test
  void costlierThanItLooked_isRefusedBeforeItIsQueued() {
    var admissions = Stream.generate(() -> verifier.admit(HERE)).limit(50).toList();
    var costly = new PasswordCheck("x", null, OptionalInt.of(15), false);
    var refused = new AtomicInteger();

    admissions.forEach(
        admission ->
            verifier
                .verify(admission, costly)
                .subscribe()
                .with(verdict -> {}, failure -> countIfOverloaded(failure, refused))
                .cancel());

    // 1.75 s at the first guess of 50,000 iterations a second are two of them and a half
    assertThat(refused).hasValue(50 - 3);
  }

  private static void countIfOverloaded(Throwable failure, AtomicInteger refused) {
    if (failure instanceof OverloadedException) {
      refused.incrementAndGet();
    }
  }

  /** A stopped engine's thread ends when nothing is left to do: by then a hash would be counted. */
  @Test
  void callerWhoHungUp_isNotHashedFor() throws InterruptedException {
    var thread = new CompletableFuture<Thread>();
    released(new PasswordCheck("right", null, OptionalInt.of(15), false))
        .subscribe()
        .with(verdict -> {})
        .cancel();

    assertThat(
            released(check("right", HASH))
                .invoke(() -> thread.complete(Thread.currentThread()))
                .subscribeAsCompletionStage()
                .join())
        .isEqualTo(Verdict.MATCH);
    verifier.stop();
    thread.join().join(TimeUnit.SECONDS.toMillis(60));

    assertThat(thread.join().isAlive()).isFalse();
    assertThat(registry.get("latchkey.password.hash").timer().count()).isEqualTo(1);
  }

  @Test
  void result_arrivesOnTheContextOfTheCaller() {
    EventLoop.assertReceives(() -> released(check("right", HASH)));
    EventLoop.assertReceives(() -> verifier.hash(verifier.admit(HERE), NEW));
  }

  @ParameterizedTest
  @EnumSource
  void newHash_isOfTheConfiguredCostAndMatchesItsPassword(PasswordConfig.Engine engine) {
    var other = new PasswordVerifier(Settings.cost(5).with(engine), new SimpleMeterRegistry());
    try {
      var admission = other.admit(HERE, 3);
      String hash = other.hash(admission, NEW).await().indefinitely();

      assertThat(hash).startsWith("$2a$05$").hasSize(60);
      var parts = BcryptHash.parse(hash).orElseThrow();
      assertThat(parts.digest()).isEqualTo(ElytronBcrypt.digest(NEW.bytes(), parts.salt(), 5));
      assertThat(other.verify(admission, check("new", hash)).await().indefinitely())
          .isEqualTo(Verdict.MATCH);
      assertThat(other.verify(admission, check("old", hash)).await().indefinitely())
          .isEqualTo(Verdict.MISMATCH);
    } finally {
      other.stop();
    }
  }

  @Test
  void samePasswordTwice_hasTwoSalts() {
    var admission = verifier.admit(HERE, 2);

    assertThat(verifier.hash(admission, NEW).await().indefinitely())
        .isNotEqualTo(verifier.hash(admission, NEW).await().indefinitely());
  }

  /** 1.75 s at the first guess of 50,000 iterations a second are 85 new hashes and a half. */
  @Test
  void placesForTwo_areHalfAsMany() {
    for (int i = 0; i < 43; i++) {
      verifier.admit(HERE, 2);
    }

    assertThatThrownBy(() -> verifier.admit(HERE, 2)).isInstanceOf(OverloadedException.class);
  }

  /** Organisations take turns: before 85 new hashes come as many iterations of another one. */
  @Test
  void placeForSeveral_waitsForAsMuchOfOthers() {
    var costly = new PasswordCheck("x", null, OptionalInt.of(15), false);
    for (int i = 0; i < 3; i++) {
      verifier.verify(verifier.admit(HERE), costly).subscribe().with(verdict -> {}).cancel();
    }
    var elsewhere = new FairShareKey("elsewhere.example", List.of("203.0.113.1"));

    verifier.admit(elsewhere, 85).release();
    assertThatThrownBy(() -> verifier.admit(elsewhere, 86)).isInstanceOf(OverloadedException.class);
  }

  /** Their places were of other networks, which do not know of each other until they are firm. */
  @Test
  void newHashesThatWouldWaitTooLong_areRefusedBeforeTheyAreQueued() {
    var costly = new PasswordVerifier(Settings.cost(15), registry);
    try {
      var admissions =
          IntStream.range(0, 50)
              .mapToObj(i -> costly.admit(new FairShareKey("here.example", List.of("n" + i))))
              .toList();
      var refused = new AtomicInteger();

      admissions.forEach(
          admission ->
              costly
                  .hash(admission, NEW)
                  .subscribe()
                  .with(hash -> {}, failure -> countIfOverloaded(failure, refused))
                  .cancel());

      assertThat(refused).hasValue(50 - 3);
    } finally {
      costly.stop();
    }
  }

  @Test
  void costOutOfRange_isRefusedAtOnce() {
    assertThatThrownBy(() -> ElytronBcrypt.digest(new byte[1], new byte[16], 3))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> ElytronBcrypt.digest(new byte[1], new byte[15], 4))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void settingOutOfRange_isRefusedWithItsVariable() {
    var good = Settings.cost(4);
    var negative =
        new Settings(4, good.engine(), good.lanes(), good.threads(), Duration.ofSeconds(-1));
    var noThread = new Settings(4, good.engine(), 4, OptionalInt.of(0), good.maxWait());
    var tooWide = new Settings(4, good.engine(), 8, good.threads(), good.maxWait());
    var noLane = new Settings(4, good.engine(), 0, good.threads(), good.maxWait());

    assertRefused(
        negative, "LATCHKEY_PASSWORD_MAX_WAIT (latchkey.password.max-wait) must be at least 100ms");
    assertRefused(
        good.waitingAtMost(Duration.ofMillis(99)),
        "LATCHKEY_PASSWORD_MAX_WAIT (latchkey.password.max-wait) must be at least 100ms");
    assertRefused(
        noThread, "LATCHKEY_PASSWORD_THREADS (latchkey.password.threads) must be at least 1");
    assertRefused(tooWide, "LATCHKEY_PASSWORD_LANES (latchkey.password.lanes) must be from 1 to 7");
    assertRefused(noLane, "LATCHKEY_PASSWORD_LANES (latchkey.password.lanes) must be from 1 to 7");
  }

  private static void assertRefused(Settings settings, String line) {
    assertThatThrownBy(() -> new PasswordVerifier(settings, new SimpleMeterRegistry()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(line);
  }

  private Uni<Verdict> released(PasswordCheck check) {
    Admission admission = verifier.admit(HERE);
    return verifier.verify(admission, check).onTermination().invoke(admission::release);
  }

  private static PasswordCheck check(String password, String stored) {
    return new PasswordCheck(password, stored, OptionalInt.of(4), true);
  }
}
