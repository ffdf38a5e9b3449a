package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.bcrypt.BcryptHash;
import dev.latchkey.bcrypt.ElytronBcrypt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NewHashTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final PasswordMetrics metrics =
      new PasswordMetrics(registry, new ElytronEngine(1, new Backlog(1)));

  /** What was made by the last call. */
  private final AtomicReference<NewHash> made = new AtomicReference<>();

  @Test
  void work_isOneHashWithoutDecoyWork_andForgetsThePassword() {
    var caller = call(Settings.cost(5)).subscribeAsCompletionStage();
    var work = made.get();

    assertThat(work.begin()).isTrue();
    byte[] digest = ElytronBcrypt.digest(work.key(), work.salt(), work.cost());
    assertThat(work.digested(digest)).isZero();
    work.finished();

    assertThat(work.iterations()).isEqualTo(1 << 5);
    assertThat(work.key()).isEqualTo(new byte[work.key().length]);
    assertThat(caller.join())
        .isEqualTo(new BcryptHash(5, work.salt(), digest).format())
        .startsWith("$2a$05$");
    assertThat(registry.get("latchkey.password.wait").timer().count()).isEqualTo(1);
    assertThat(registry.get("latchkey.password.hash").timer().count()).isEqualTo(1);
  }

  @Test
  void waitThatBecameTooLong_isRefusedWithoutAHash() {
    var caller =
        call(Settings.cost(5).waitingAtMost(Duration.ofNanos(1))).subscribeAsCompletionStage();

    assertThat(made.get().begin()).isFalse();
    assertThatThrownBy(caller::join).hasCauseInstanceOf(OverloadedException.class);
    assertThat(registry.get("latchkey.password.refused").counter().count()).isEqualTo(1);
  }

  @Test
  void callerWhoHungUp_isNotHashedFor() {
    var caller = call(Settings.cost(5)).subscribe().with(hash -> {});
    assertThat(made.get().cancelled()).isFalse();

    caller.cancel();

    assertThat(made.get().cancelled()).isTrue();
    assertThat(made.get().begin()).isFalse();
    assertThat(registry.get("latchkey.password.wait").timer().count()).isZero();
  }

  private Uni<String> call(PasswordConfig config) {
    return Uni.createFrom().emitter(caller -> made.set(work(config, caller)));
  }

  private NewHash work(PasswordConfig config, UniEmitter<? super String> caller) {
    return new NewHash(
        new FairShareKey("here.example", List.of("")),
        NewPassword.withoutRules("new"),
        new Salts().next(),
        config,
        metrics,
        caller);
  }
}
