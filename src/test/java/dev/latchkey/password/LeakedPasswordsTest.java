package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeakedPasswordsTest {

  private static final String SETTING =
      "LATCHKEY_PASSWORD_BLOCKLIST (latchkey.password.blocklist) ";

  @TempDir Path folder;

  private Path file;
  private LeakedPasswords leaked;

  @BeforeEach
  void open() {
    file = folder.resolve("leak");
    leaked = new LeakedPasswords(file);
  }

  /** Each line of the file, and a password that belongs before, between and behind its lines. */
  @ParameterizedTest
  @CsvSource({
    "LF,   true,  upper",
    "LF,   false, upper",
    "CRLF, true,  upper",
    "CRLF, false, lower",
    "LF,   true,  lower"
  })
  void everyLine_isFoundAndNothingElse(String ending, boolean atTheEnd, String letters)
      throws IOException {
    var lineEnd = "LF".equals(ending) ? "\n" : "\r\n";
    for (int count = 1; count <= 40; count++) {
      var all = Leak.numbers(2 * count + 1).lines();
      var odd = new ArrayList<String>();
      for (int i = 1; i < all.size(); i += 2) {
        odd.add(all.get(i));
      }
      var text = String.join(lineEnd, odd) + (atTheEnd ? lineEnd : "");
      Files.writeString(file, "lower".equals(letters) ? text.toLowerCase(Locale.ROOT) : text);

      assertThatCode(leaked::check).doesNotThrowAnyException();
      for (int i = 0; i < all.size(); i++) {
        var hash = Leak.sha1("number " + i);
        boolean written = odd.stream().anyMatch(line -> line.startsWith(hash));
        assertThat(isLeaked("number " + i)).as("%d of %d", i, count).isEqualTo(written);
      }
    }
  }

  @Test
  void firstAndLastLine_areFound() throws IOException {
    var lines = Leak.numbers(1000).lines();
    new Leak(lines).writeTo(file);

    assertThat(isLeaked(passwordOf(lines.get(0)))).isTrue();
    assertThat(isLeaked(passwordOf(lines.get(999)))).isTrue();
  }

  @Test
  void hashesBeforeTheFirstAndAfterTheLast_areNot() throws IOException {
    var lines = Leak.numbers(1000).lines();
    new Leak(lines.subList(1, 999)).writeTo(file);

    assertThat(isLeaked(passwordOf(lines.get(0)))).isFalse();
    assertThat(isLeaked(passwordOf(lines.get(999)))).isFalse();
  }

  @Test
  void case_matters() throws IOException {
    Leak.of("Correct Horse").writeTo(file);

    assertThat(isLeaked("Correct Horse")).isTrue();
    assertThat(isLeaked("correct horse")).isFalse();
  }

  @Test
  void anotherFile_takesItsPlaceAtOnce() throws IOException {
    Leak.of("before").writeTo(file);
    assertThat(isLeaked("after")).isFalse();
    Leak.of("after").writeTo(file);

    assertThat(isLeaked("after")).isTrue();
  }

  @Test
  void emptyFile_isRefused() throws IOException {
    Files.createFile(file);

    assertUnusable(leaked::check, "names an empty file");
    assertUnusable(() -> isLeaked("x"), "names an empty file");
  }

  @Test
  void missingFile_isRefused() {
    assertUnusable(leaked::check, "names a file that does not exist");
    assertUnusable(() -> isLeaked("x"), "names a file that does not exist");
  }

  @Test
  void folder_isRefused() throws IOException {
    Files.createDirectory(file);

    assertUnusable(leaked::check, "names something that is not a file");
    assertUnusable(() -> isLeaked("x"), "names something that is not a file");
  }

  /** Nobody writes to it: to open it would wait for ever. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void pipe_isRefused() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

    assertUnusable(leaked::check, "names something that is not a file");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void fileOfAnother_isRefused() throws IOException {
    Leak.of("x").writeTo(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));

    if (!Files.isReadable(file)) { // root reads everything
      assertUnusable(leaked::check, "names a file that this process may not read");
      assertUnusable(() -> isLeaked("x"), "names a file that this process may not read");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 50})
  void fileThatIsNotSorted_isRefusedAtTheStart(int count) throws IOException {
    var lines = new ArrayList<>(Leak.numbers(count).lines());
    Collections.swap(lines, 0, count - 1);
    new Leak(lines).writeTo(file);

    assertUnusable(leaked::check, "names a file whose hashes are not in ascending order");
  }

  /** As in the file that is sorted by how often a password was seen. */
  @Test
  void bigFileThatIsNotSorted_isRefusedAtTheStart() throws IOException {
    var lines = new ArrayList<>(Leak.numbers(10_000).lines());
    Collections.sort(lines, (a, b) -> a.substring(41).compareTo(b.substring(41)));
    new Leak(lines).writeTo(file);

    assertUnusable(leaked::check, "names a file whose hashes are not in ascending order");
  }

  @Test
  void orderThatIsWrongOnTheWay_isRefusedByTheSearch() throws IOException {
    var lines = new ArrayList<>(Leak.numbers(100).lines());
    Collections.reverse(lines);
    new Leak(lines).writeTo(file);

    assertUnusable(() -> isLeaked("x"), "names a file whose hashes are not in ascending order");
  }

  @Test
  void sameHashTwice_isRefused() throws IOException {
    var line = Leak.of("x").lines().get(0);
    new Leak(List.of(line, line)).writeTo(file);

    assertUnusable(leaked::check, "names a file whose hashes are not in ascending order");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "\n",
        "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8",
        "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:",
        "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD:1",
        "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD80:1",
        "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FDG:1",
        "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:-1",
        "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8 1",
        "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:123456789012345678901",
        "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:1\r\r",
        "\uFEFF5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:1",
        "8846F7EAEE8FB117AD06BDD830B7586C:1"
      })
  void lineOfAnotherForm_isRefused(String line) throws IOException {
    Files.writeString(file, line);
    assertUnusable(leaked::check, "names a file with a line that is not of the form SHA1:COUNT");
    assertUnusable(() -> isLeaked("x"), "with a line that is not of the form SHA1:COUNT");

    var last = Leak.of("last").lines().get(0);
    Files.writeString(file, line + "\n" + last + "\n");
    assertUnusable(leaked::check, "with a line that is not of the form SHA1:COUNT");
  }

  @Test
  void lastLineThatIsCutOff_isRefusedAtTheStart() throws IOException {
    Leak.numbers(1000).writeTo(file);
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));

    assertUnusable(leaked::check, "with a line that is not of the form SHA1:COUNT");
  }

  @Test
  void fileThatIsOneLongLine_isReadInPart() throws IOException {
    Files.write(file, new byte[10_000_000]);

    assertUnusable(leaked::check, "with a line that is not of the form SHA1:COUNT");
  }

  @Test
  void damageOnTheWay_isRefusedByTheSearch() throws IOException {
    Leak.numbers(1000).writeTo(file);
    leaked.check();
    Files.write(file, new byte[(int) Files.size(file)]);

    assertUnusable(() -> isLeaked("x"), "with a line that is not of the form SHA1:COUNT");
  }

  private boolean isLeaked(String password) {
    return leaked.contains(password.getBytes(StandardCharsets.UTF_8));
  }

  private static String passwordOf(String line) {
    for (int i = 0; i < 1000; i++) {
      if (line.startsWith(Leak.sha1("number " + i))) {
        return "number " + i;
      }
    }
    throw new AssertionError(line);
  }

  private static void assertUnusable(ThrowingCallable use, String problem) {
    assertThatExceptionOfType(BlocklistException.class)
        .isThrownBy(use)
        .withMessageStartingWith(SETTING)
        .withMessageContaining(problem);
  }
}
