package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.latchkey.bcrypt.BcryptHash;
import dev.latchkey.bcrypt.ElytronBcrypt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {

  private static final int HIGHEST = 6;
  private static final String COST_4 = hash("right", 4);
  private static final String COST_6 = hash("right", 6);

  private final AtomicLong iterations = new AtomicLong();
  private long measuredBeforeTheEnd;
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final PasswordMetrics metrics =
      new PasswordMetrics(registry, new ElytronEngine(1, new Backlog(1)));

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("wrong password", check("wrong", COST_4, true), Verdict.MISMATCH),
        Arguments.of("wrong, highest cost", check("wrong", COST_6, true), Verdict.MISMATCH),
        Arguments.of("right, but kept out", check("right", COST_4, false), Verdict.MATCH),
        Arguments.of("right, kept out, highest", check("right", COST_6, false), Verdict.MATCH),
        Arguments.of("no such user", check("right", null, false), Verdict.NO_HASH),
        Arguments.of("no password", check("right", null, true), Verdict.NO_HASH),
        Arguments.of("damaged", check("right", "$2a$", true), Verdict.DAMAGED_HASH),
        Arguments.of("foreign", check("right", "$6$salt$x", true), Verdict.DAMAGED_HASH),
        Arguments.of("NUL", check("right\0", COST_4, true), Verdict.MISMATCH),
        Arguments.of("surrogate", check("right\ud800", COST_4, true), Verdict.MISMATCH),
        Arguments.of("empty but for a NUL", check("\0", COST_4, true), Verdict.MISMATCH),
        Arguments.of("too long", check("x".repeat(5000), COST_4, true), Verdict.MISMATCH));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void everyRefusal_takesTheWorkOfTheHighestCost(
      String cause, PasswordCheck check, Verdict verdict) {
    assertThat(verify(check)).isEqualTo(verdict);
    assertThat(iterations).hasValue(1 << HIGHEST);
  }

  @Test
  void rightPassword_takesTheWorkOfItsOwnHash() {
    assertThat(verify(check("right", COST_4, true))).isEqualTo(Verdict.MATCH);
    assertThat(iterations).hasValue(1 << 4);
  }

  @Test
  void organisationWithoutAnyHash_refusesAtTheCostOfNewOnes() {
    var check = new PasswordCheck("right", null, OptionalInt.empty(), false);

    assertThat(verify(check)).isEqualTo(Verdict.NO_HASH);
    assertThat(iterations).hasValue(1 << 5);
  }

  @Test
  void hashDearerThanTheHighestKnown_isStillChecked() {
    // The user's cost was raised between two reads
    var check = new PasswordCheck("wrong", COST_6, OptionalInt.of(4), true);

    assertThat(verify(check)).isEqualTo(Verdict.MISMATCH);
    assertThat(iterations).hasValue(1 << 6);
  }

  @Test
  void passwordOf72Bytes_isWhole_andOneMoreIsAnother() {
    String longest = "ü".repeat(36);
    String stored = hash(longest, 4);

    assertThat(verify(check(longest, stored, true))).isEqualTo(Verdict.MATCH);
    assertThat(verify(check(longest + "x", stored, true))).isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void waitThatBecameTooLong_isRefusedWithoutAHash() {
    var impatient = Settings.cost(5).waitingAtMost(Duration.ofNanos(1));
    var begun = new AtomicBoolean(true);
    // What is thrown after the caller was told is lost: the outcome is looked at outside.
    var caller =
        Uni.createFrom()
            .<Verdict>emitter(
                emitter ->
                    begun.set(
                        verification(check("right", COST_4, true), impatient, emitter).begin()));

    assertThatThrownBy(() -> caller.await().indefinitely())
        .isInstanceOfSatisfying(
            OverloadedException.class, refusal -> assertThat(refusal.retryAfter()).isPositive());
    assertThat(begun).isFalse();
    assertThat(registry.get("latchkey.password.refused").counter().count()).isEqualTo(1);
    assertThat(registry.get("latchkey.password.wait").timer().count()).isZero();
  }

  /** Otherwise the times would tell what a user's hash costs, and so that the user exists. */
  @Test
  void work_isMeasuredWithItsDecoyWork_andNoLabelTellsItsCost() {
    verify(check("wrong", COST_4, true)); // topped up to the highest cost
    assertThat(measuredBeforeTheEnd).isZero();
    verify(check("right", null, false));

    assertThat(registry.get("latchkey.password.wait").timer().count()).isEqualTo(2);
    assertThat(registry.get("latchkey.password.hash").timers()).singleElement().isEqualTo(hashes());
    assertThat(hashes().getId().getTags()).isEmpty();
    assertThat(hashes().count()).isEqualTo(2);
    assertThat(hashes().totalTime(TimeUnit.NANOSECONDS)).isPositive();
  }

  private Timer hashes() {
    return registry.get("latchkey.password.hash").timer();
  }

  @Test
  void textOfASecret_isHidden() {
    assertThat(check("right", COST_4, true).toString()).isEqualTo("PasswordCheck[…]");
    assertThat(PasswordBytes.of("right").toString()).isEqualTo("PasswordBytes[…]");
    assertThat(BcryptHash.parse(COST_4).orElseThrow().toString()).isEqualTo("BcryptHash[cost=4]");
  }

  /** An engine without threads that counts the iterations it is asked for. */
  private Verdict verify(PasswordCheck check) {
    iterations.set(0);
    return Uni.createFrom()
        .<Verdict>emitter(
            caller -> {
              var work = verification(check, Settings.cost(5), caller);
              assertThat(work.begin()).isTrue();
              byte[] digest = ElytronBcrypt.digest(work.key(), work.salt(), work.cost());
              iterations.addAndGet((1L << work.cost()) + work.digested(digest));
              assertThat(work.key()).isEqualTo(new byte[work.key().length]);
              measuredBeforeTheEnd = hashes().count();
              work.finished();
            })
        .await()
        .indefinitely();
  }

  private Verification verification(
      PasswordCheck check, PasswordConfig config, UniEmitter<? super Verdict> caller) {
    return new Verification(
        new FairShareKey("here.example", List.of("")), check, config, metrics, caller);
  }

  private static PasswordCheck check(String password, @Nullable String stored, boolean letIn) {
    return new PasswordCheck(password, stored, OptionalInt.of(HIGHEST), letIn);
  }

  static String hash(String password, int cost) {
    byte[] hash = BCrypt.withDefaults().hash(cost, password.getBytes(StandardCharsets.UTF_8));
    return new String(hash, StandardCharsets.US_ASCII);
  }
}
