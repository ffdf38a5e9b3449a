package dev.latchkey.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingFilesTest {

  private static final String PASSWORD = "latchkey.database.password";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void settingsOfAFile_areItsTextButForOneLineEnd(String end) throws IOException {
    var text = " K9$$f7Qz,pa${word}\\$ä# ";
    var file = file((text + end).getBytes(UTF_8));

    for (var name : SettingFiles.SETTINGS) {
      var config = config(Map.of(Settings.variable(name + "-file"), file.toString()));
      assertThat(config.getValue(name, String.class)).as(name).isEqualTo(text);
    }
  }

  @Test
  void everyFileSetting_isRead() {
    assertThat(SettingFilesConfig.class.getMethods()).hasSameSizeAs(SettingFiles.SETTINGS);
  }

  @Test
  void linkToAFile_isFollowed() throws IOException {
    var link = folder.resolve("password$$");
    Files.createSymbolicLink(link, file("s3cret".getBytes(UTF_8)));

    assertThat(password(link)).isEqualTo("s3cret");
  }

  @Test
  void fileAndValue_areRefused() throws IOException {
    var both =
        Map.of(
            "LATCHKEY_DATABASE_PASSWORD",
            "s3cret",
            "LATCHKEY_DATABASE_PASSWORD_FILE",
            file("s3cret".getBytes(UTF_8)).toString());

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> config(both).getValue(PASSWORD, String.class))
        .withMessage(
            "LATCHKEY_DATABASE_PASSWORD_FILE (latchkey.database.password-file) is set beside"
                + " LATCHKEY_DATABASE_PASSWORD (latchkey.database.password): set one of them");
  }

  @Test
  void emptyValueBesideAFile_isNone() throws IOException {
    var both =
        Map.of(
            "LATCHKEY_DATABASE_PASSWORD",
            "",
            "LATCHKEY_DATABASE_PASSWORD_FILE",
            file("s3cret".getBytes(UTF_8)).toString());

    assertThat(config(both).getValue(PASSWORD, String.class)).isEqualTo("s3cret");
  }

  @Test
  void fileThatIsNoPassword_isRefusedWithoutItsText() throws IOException {
    refused(folder.resolve("missing"), "is missing or cannot be read");
    refused(folder, "not a file");
    refused(Path.of("/dev/zero"), "not a file");
    refused(file(new byte[0]), "is empty");
    refused(file("\n".getBytes(UTF_8)), "is empty");
    refused(file("s3cret\n\n".getBytes(UTF_8)), "line end");
    refused(file("s3cret\nmore\n".getBytes(UTF_8)), "line end");
    refused(file("s3crét".getBytes(ISO_8859_1)), "not UTF-8");
    refused(file("s3cret".getBytes(UTF_16)), "not UTF-8");
    refused(file("\uFEFFs3cret".getBytes(UTF_8)), "byte order mark");
    refused(file("s3cret\0".getBytes(UTF_8)), "NUL");
    refused(file("s3cret".repeat(2_000).getBytes(UTF_8)), "more than 8192 bytes");
  }

  private void refused(Path file, String problem) {
    assertThatExceptionOfType(SettingException.class)
        .as(problem)
        .isThrownBy(() -> password(file))
        .withMessageStartingWith("LATCHKEY_DATABASE_PASSWORD_FILE ")
        .withMessageContaining(problem)
        .withMessageNotContainingAny("s3cr", "\n");
  }

  private static String password(Path file) {
    return config(Map.of("LATCHKEY_DATABASE_PASSWORD_FILE", file.toString()))
        .getValue(PASSWORD, String.class);
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(folder, "secret", ""), content);
  }

  private static SmallRyeConfig config(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredInterceptors()
        .withSources(new EnvConfigSource(environment, 300))
        .build();
  }
}
