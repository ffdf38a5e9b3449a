package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.keys.KeyFolderException;
import dev.latchkey.keys.LogLines;
import dev.latchkey.keys.MountedSecret;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final String A = SigningKeyGenerator.es256();
  private static final String B = SigningKeyGenerator.es256();

  @TempDir Path temp;
  private final LogLines log = LogLines.of(KeyRing.class);
  private KeyFolder folder;

  @BeforeEach
  void makeFolder() {
    folder = new KeyFolder(temp).with("a.pem", A);
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void rotation_needsNoRestart() {
    var ring = ring();
    var a = ring.current().signing().id();

    folder.with("active", "a").with("b.pem", B);
    ring.refresh();
    assertThat(ring.current().signing().id()).isEqualTo(a);
    assertThat(ring.current().ids()).hasSize(2).startsWith(a);

    folder.with("active", "b");
    ring.refresh();
    var b = ring.current().signing().id();
    assertThat(b).isNotEqualTo(a);
    assertThat(ring.current().ids()).containsExactly(a, b);

    folder.without("a.pem");
    ring.refresh();
    assertThat(ring.current().signing().id()).isEqualTo(b);
    assertThat(ring.current().ids()).containsExactly(b);
    assertThat(log.at("ERROR")).isEmpty();
  }

  @Test
  void mountedSecretSwapped_isSeen() throws IOException {
    var secret = MountedSecret.at(Files.createDirectory(temp.resolve("secret")));
    secret.write(Map.of("a.pem", A));
    var ring = new KeyRing(() -> SigningKeys.load(secret.path()), NEVER);
    var a = ring.current().signing().id();

    secret.write(Map.of("a.pem", A, "b.pem", B, "active", "b.pem"));
    ring.refresh();
    assertThat(ring.current().signing().id()).isNotEqualTo(a);
    assertThat(ring.current().ids()).hasSize(2);

    secret.write(Map.of("b.pem", B));
    ring.refresh();
    assertThat(ring.current().ids()).hasSize(1).doesNotContain(a);
    assertThat(log.at("ERROR")).isEmpty();
  }

  @Test
  void badState_keepsTheKeysAndIsReportedOnce() {
    var ring = ring();
    var before = ring.current();

    folder.with("b.pem", B);
    ring.refresh();
    ring.refresh();
    ring.refresh();

    assertThat(ring.current()).isSameAs(before);
    assertThat(log.at("ERROR"))
        .containsExactly(
            temp.resolve("active")
                + " is missing: it must name the key that signs, a.pem or b.pem."
                + " Tokens are still signed with the keys read before");
  }

  @Test
  void anotherBadState_isReportedToo() {
    var ring = ring();

    folder.with("b.pem", B);
    ring.refresh();
    folder.with("b.pem", "half");
    ring.refresh();

    assertThat(log.at("ERROR")).hasSize(2);
  }

  @Test
  void badStateMended_isReported_andTheSameFaultLaterAgain() {
    var ring = ring();

    folder.with("b.pem", "");
    ring.refresh();
    folder.without("b.pem");
    ring.refresh();
    ring.refresh();
    assertThat(log.lines()).filteredOn(line -> line.contains("in order again")).hasSize(1);
    folder.with("b.pem", "");
    ring.refresh();

    assertThat(log.at("ERROR")).hasSize(2);
  }

  @Test
  void emptiedFolder_keepsTheKeys() {
    var ring = ring();

    folder.without("a.pem");
    ring.refresh();

    assertThat(ring.current().ids()).hasSize(1);
  }

  @Test
  void unforeseenFault_doesNotEndThePolling() {
    var faults = new AtomicInteger();
    var good = folder.load();
    var ring =
        new KeyRing(
            () -> {
              if (faults.getAndIncrement() > 0) {
                throw new IllegalStateException("not for the log");
              }
              return good;
            },
            NEVER);

    ring.refresh();

    assertThat(ring.current()).isSameAs(good);
    assertThat(log.at("ERROR"))
        .singleElement()
        .asString()
        .contains("IllegalStateException")
        .doesNotContain("not for the log");
  }

  @Test
  void unchangedFolder_keepsTheSameObject() {
    var ring = ring();
    var before = ring.current();

    ring.refresh();

    assertThat(ring.current()).isSameAs(before);
  }

  @Test
  void warning_isLoggedOnce() throws IOException {
    Files.setPosixFilePermissions(
        temp.resolve("a.pem"), PosixFilePermissions.fromString("rw-r--r--"));
    var ring = ring();

    ring.refresh();
    ring.refresh();

    assertThat(log.at("WARN")).hasSize(1);
  }

  @Test
  void poller_readsAgainAndAgain() throws InterruptedException {
    var keys = folder.load();
    var reads = new CountDownLatch(3);
    var ring =
        new KeyRing(
            () -> {
              reads.countDown();
              return keys;
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
  void badFolderAtStart_isRefused() {
    folder.without("a.pem");

    assertThatThrownBy(this::ring).isInstanceOf(KeyFolderException.class);
  }

  @Test
  void pollIntervalOfZero_isRefused() {
    assertThatThrownBy(() -> new KeyRing(folder::load, Duration.ZERO))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("LATCHKEY_TOKEN_POLL_INTERVAL");
  }

  @Test
  void noFolder_isRefusedInProduction() {
    var config = new TestConfig(Optional.empty(), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> KeyRing.source(config, LaunchMode.NORMAL))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "LATCHKEY_TOKEN_KEYS (latchkey.token.keys) is not set: it is the folder of the signing keys;"
                + " make one with the command key generate");
  }

  @Test
  void noFolder_isOneKeyInMemoryInDevMode() {
    var config = new TestConfig(Optional.empty(), Optional.empty(), Optional.empty());

    var source = KeyRing.source(config, LaunchMode.DEVELOPMENT);

    assertThat(source.get()).isSameAs(source.get());
    assertThat(source.get().signing().algorithm().getAlgorithm()).isEqualTo("ES256");
  }

  /** A live reload makes a new key ring in a new class loader, in the same process. */
  @Test
  void keyOfDevMode_isKeptOverReloads() {
    assertThat(keyWithoutFolder(LaunchMode.DEVELOPMENT))
        .isEqualTo(keyWithoutFolder(LaunchMode.DEVELOPMENT));
  }

  @Test
  void keyOfTests_isNewEachTime() {
    assertThat(keyWithoutFolder(LaunchMode.TEST)).isNotEqualTo(keyWithoutFolder(LaunchMode.TEST));
  }

  private static String keyWithoutFolder(LaunchMode mode) {
    var config = new TestConfig(Optional.empty(), Optional.empty(), Optional.empty());
    return KeyRing.source(config, mode).get().signing().id();
  }

  @Test
  void folder_isReadInEveryMode() {
    var config = new TestConfig(Optional.empty(), Optional.empty(), Optional.of(temp));

    for (var mode : List.of(LaunchMode.NORMAL, LaunchMode.DEVELOPMENT, LaunchMode.TEST)) {
      assertThat(KeyRing.source(config, mode).get().sameAs(folder.load())).isTrue();
    }
  }

  private KeyRing ring() {
    return new KeyRing(folder::load, NEVER);
  }
}
