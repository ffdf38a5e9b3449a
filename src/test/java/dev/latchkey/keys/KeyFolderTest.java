package dev.latchkey.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With keys that are words; SigningKeysTest and FactorKeysTest have the kinds that there are. */
class KeyFolderTest {

  @TempDir Path temp;
  private Path path;
  private FilledFolder files;
  private KeyFolder<String> folder;

  @BeforeEach
  void makeFolder() throws IOException {
    path = Files.createDirectory(temp.resolve("keys"));
    files = new FilledFolder(path);
    folder = new KeyFolder<>(path, new Word());
  }

  @Test
  void keys_areThoseOfTheFilesOfTheForm_inOrder() {
    files.with("b.word", "two").with("a.word", "one").with("c.txt", "bad").with("active", "b");

    assertThat(load()).isEqualTo(new HeldKeys<>("two", List.of("one", "two"), List.of()));
  }

  @Test
  void warningsOfTheForm_areHandedOn() {
    files.with("a.word", "weak");

    assertThat(load().warnings()).containsExactly(path.resolve("a.word") + " is weak");
  }

  @Test
  void emptyFolder_hasNoKeys() {
    assertThat(folder.load()).isEmpty();
  }

  @Test
  void emptyFolder_isRefusedByThoseWhoNeedAKey() {
    assertThat(folder.noKeys())
        .hasMessage(path + " holds no *.word file: make a key with the command word make");
  }

  /** Somebody took the keys away, but meant to have one. */
  @Test
  void activeWithoutKeys_isRefused() {
    files.with("active", "a");

    assertThatThrownBy(folder::load)
        .isInstanceOf(KeyFolderException.class)
        .hasMessage(folder.noKeys().getMessage());
  }

  /** As the kubelet mounts a Secret that is optional and missing. */
  @Test
  void mountWithoutASecret_hasNoKeys() throws IOException {
    MountedSecret.at(path).write(Map.of());

    assertThat(folder.load()).isEmpty();
  }

  @Test
  void fileOverItsSize_isNoKey() {
    files.with("a.word", "x".repeat(64 * 1024 + 1));

    assertThatThrownBy(folder::load).hasMessage(path.resolve("a.word") + " is not a key file");
  }

  @Test
  void firstBadFile_isTheOneThatIsTold() {
    files.with("b.word", "bad").with("a.word", "bad");

    assertThatThrownBy(folder::load).hasMessageStartingWith(path.resolve("a.word").toString());
  }

  @Test
  void mountedSecretThatIsSwappedWhileItIsRead_isReadAgain() throws IOException {
    var secret = MountedSecret.at(path);
    secret.write(Map.of("a.word", "one", "b.word", "two", "active", "b"));

    var keys = folder.load(swapping(secret, Map.of("c.word", "three")));

    assertThat(keys.orElseThrow().all()).containsExactly("three");
  }

  /** Half of it was removed already, and the other half is in order by itself. */
  @Test
  void mountedSecretThatIsSwapped_isReadAgain_alsoWhereNothingFailed() throws IOException {
    var secret = MountedSecret.at(path);
    secret.write(Map.of("a.word", "one"));
    var reads = new AtomicInteger();

    var keys =
        folder.load(
            source -> {
              var read = folder.read(source);
              if (reads.incrementAndGet() == 1) {
                write(secret, Map.of("b.word", "two"));
              }
              return read;
            });

    assertThat(keys.orElseThrow().all()).containsExactly("two");
    assertThat(reads).hasValue(2);
  }

  @Test
  void mountedSecretThatIsSwappedAgainAndAgain_isGivenUp() throws IOException {
    var secret = MountedSecret.at(path);
    secret.write(Map.of("a.word", "one"));
    var reads = new AtomicInteger();

    assertThatThrownBy(
            () ->
                folder.load(
                    source -> {
                      reads.incrementAndGet();
                      write(secret, Map.of("a.word", "one"));
                      return folder.read(source);
                    }))
        .isInstanceOf(KeyFolderException.class);
    assertThat(reads).hasValue(4);
  }

  /** Reads, but before the first file is opened the kubelet brings other files. */
  private Function<Path, Optional<HeldKeys<String>>> swapping(
      MountedSecret secret, Map<String, String> others) {
    var swapped = new AtomicBoolean();
    return source -> {
      if (!swapped.getAndSet(true)) {
        write(secret, others);
      }
      return folder.read(source);
    };
  }

  private HeldKeys<String> load() {
    return folder.load().orElseThrow();
  }

  private static void write(MountedSecret secret, Map<String, String> content) {
    try {
      secret.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Word implements KeyForm<String> {

    @Override
    public String suffix() {
      return ".word";
    }

    @Override
    public String use() {
      return "speaks";
    }

    @Override
    public String command() {
      return "word make";
    }

    @Override
    public String id(String key) {
      return key;
    }

    @Override
    public String parse(String text, Path file, Consumer<String> warnings) {
      if (text.equals("bad")) {
        throw new KeyFolderException(file, "is bad");
      }
      if (text.equals("weak")) {
        warnings.accept(file + " is weak");
      }
      return text;
    }
  }
}
