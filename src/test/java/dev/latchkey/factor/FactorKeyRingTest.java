package dev.latchkey.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.keys.FilledFolder;
import dev.latchkey.keys.KeyFolderException;
import dev.latchkey.keys.LogLines;
import dev.latchkey.keys.MountedSecret;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactorKeyRingTest {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final String A = FactorKeyGenerator.base64();
  private static final String B = FactorKeyGenerator.base64();

  @TempDir Path path;
  private final LogLines log = LogLines.of(FactorKeyRing.class);
  private FilledFolder folder;

  @BeforeEach
  void makeFolder() {
    folder = new FilledFolder(path);
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void rotation_needsNoRestart() {
    folder.with("a.key", A);
    var ring = ring();
    var a = ring.current().orElseThrow().activeId();

    folder.with("active", "a").with("b.key", B);
    ring.refresh();
    assertThat(ring.current().orElseThrow().activeId()).isEqualTo(a);
    assertThat(ring.current().orElseThrow().ids()).hasSize(2).startsWith(a);

    folder.with("active", "b");
    ring.refresh();
    var b = ring.current().orElseThrow().activeId();
    assertThat(b).isNotEqualTo(a);

    folder.without("a.key");
    ring.refresh();
    assertThat(ring.current().orElseThrow().ids()).containsExactly(b);
    assertThat(log.at("ERROR")).isEmpty();
    assertThat(log.at("INFO"))
        .hasSize(4)
        .last()
        .isEqualTo("Encrypting secrets of second factors with key %s of [%s]".formatted(b, b));
  }

  @Test
  void badState_keepsTheKeysAndIsReportedOnce() {
    folder.with("a.key", A);
    var ring = ring();
    var before = ring.current();

    folder.with("b.key", "half");
    ring.refresh();
    ring.refresh();

    assertThat(ring.current()).isSameAs(before);
    assertThat(log.at("ERROR"))
        .singleElement()
        .asString()
        .startsWith(path.resolve("b.key") + " is damaged")
        .endsWith(
            ". Secrets of second factors are still read and written with the keys read before");
  }

  /** The Secret is optional: it may come when the service runs already. */
  @Test
  void keysThatComeLater_areSeen() throws IOException {
    var secret = MountedSecret.at(path);
    secret.write(Map.of());
    var ring = ring();
    assertThat(ring.current()).isEmpty();
    assertThat(log.lines()).isEmpty();

    secret.write(Map.of("a.key", A));
    ring.refresh();

    assertThat(ring.current()).isPresent();
  }

  @Test
  void keysThatWereThere_areNotGivenUp() {
    folder.with("a.key", A);
    var ring = ring();

    folder.without("a.key");
    ring.refresh();
    ring.refresh();

    assertThat(ring.current()).isPresent();
    assertThat(log.at("ERROR")).singleElement().asString().contains("holds no key any more");

    folder.with("a.key", A);
    ring.refresh();
    assertThat(log.lines()).last().asString().contains("factor keys is in order again");
  }

  @Test
  void unchangedFolder_keepsTheSameObject() {
    folder.with("a.key", A);
    var ring = ring();
    var before = ring.current();

    ring.refresh();

    assertThat(ring.current()).isSameAs(before);
  }

  @Test
  void badFolderAtStart_isRefused() {
    folder.with("a.key", "half");

    assertThatThrownBy(this::ring).isInstanceOf(KeyFolderException.class);
  }

  @Test
  void pollIntervalOfZero_isRefused() {
    assertThatThrownBy(() -> new FactorKeyRing(Optional::empty, Duration.ZERO))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "LATCHKEY_FACTOR_POLL_INTERVAL (latchkey.factor.poll-interval) must be more than zero");
  }

  @Test
  void poller_readsAgainAndAgain() throws InterruptedException {
    var reads = new CountDownLatch(3);
    var ring =
        new FactorKeyRing(
            () -> {
              reads.countDown();
              return Optional.empty();
            },
            Duration.ofMillis(1));
    try {
      ring.poll();
      assertThat(reads.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      ring.close();
    }
  }

  @Test
  void production_withoutAFolder_hasNoKeys() {
    var ring = new FactorKeyRing(FactorKeyRing.source(config(null), LaunchMode.NORMAL), NEVER);

    ring.loadKeys();

    assertThat(ring.current()).isEmpty();
    assertThat(log.lines()).isEmpty();
  }

  /** A live reload makes a new key ring in a new class loader, in the same process. */
  @Test
  void keyOfDevMode_isKeptOverReloads() {
    assertThat(idWithoutFolder(LaunchMode.DEVELOPMENT))
        .isEqualTo(idWithoutFolder(LaunchMode.DEVELOPMENT));
  }

  @Test
  void keyOfTests_isNewEachTime_andStaysWithItsRing() {
    assertThat(idWithoutFolder(LaunchMode.TEST)).isNotEqualTo(idWithoutFolder(LaunchMode.TEST));
    var source = FactorKeyRing.source(config(null), LaunchMode.TEST);
    assertThat(source.get()).isSameAs(source.get());
  }

  @Test
  void folder_isReadInEveryMode() {
    folder.with("a.key", A);
    var expected = FactorKeys.load(path).orElseThrow();

    for (var mode : List.of(LaunchMode.NORMAL, LaunchMode.DEVELOPMENT, LaunchMode.TEST)) {
      var found = FactorKeyRing.source(config(path), mode).get().orElseThrow();
      assertThat(found.sameAs(expected)).isTrue();
    }
  }

  private FactorKeyRing ring() {
    return new FactorKeyRing(FactorKeyRing.source(config(path), LaunchMode.NORMAL), NEVER);
  }

  private static String idWithoutFolder(LaunchMode mode) {
    return FactorKeyRing.source(config(null), mode).get().orElseThrow().activeId();
  }

  private static FactorConfig config(Path keys) {
    return new FactorConfig() {
      @Override
      public Optional<Path> keys() {
        return Optional.ofNullable(keys);
      }

      @Override
      public Duration pollInterval() {
        return NEVER;
      }
    };
  }
}
