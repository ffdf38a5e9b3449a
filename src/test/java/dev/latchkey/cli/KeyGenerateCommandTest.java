package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.factor.FactorKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyGenerateCommandTest {

  private static final String PEM =
      "(?s)-----BEGIN PRIVATE KEY-----\\R[A-Za-z0-9+/=\\r\\n]+-----END PRIVATE KEY-----\\R";

  @TempDir Path folder;

  @Test
  void key_goesToStandardOutputAlone() {
    var run = run();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).matches(PEM);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void rsaKey_isLonger() {
    assertThat(run("--rsa").out()).matches(PEM).hasSizeGreaterThan(2_000);
  }

  @Test
  void factorKey_is32BytesInBase64_eachTimeOthers() {
    var run = run("--factor");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).hasLineCount(1).endsWith("\n").isNotEqualTo(run("--factor").out());
    assertThat(Base64.getDecoder().decode(run.out().strip())).hasSize(32);
  }

  @Test
  void factorKeyFile_canBeUsed_andIsItsOwnersAlone() throws Exception {
    var file = folder.resolve("new.key");
    var run = run("--factor", "--out", file.toString());

    assertThat(run).isEqualTo(new CommandRun(0, "", "", run.audit()));
    assertThat(FactorKeys.load(folder)).isPresent();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void factorKey_neverReplacesAFile() throws Exception {
    var file = Files.writeString(folder.resolve("old.key"), "old");
    var run = run("--factor", "--out", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("is there already").hasLineCount(1);
    assertThat(file).hasContent("old");
  }

  @Test
  void factorKeyOfRsa_isBadUsage() {
    var run = run("--factor", "--rsa");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("latchkey: --rsa is for signing keys: it does not go with --factor")
        .hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void keyFile_isItsOwnersAlone() throws Exception {
    var file = folder.resolve("new.pem");
    var run = run("--out", file.toString());

    assertThat(run).isEqualTo(new CommandRun(0, "", "", run.audit()));
    assertThat(file).content().matches(PEM);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void fileThatIsThere_isLeftAlone() throws Exception {
    var file = Files.writeString(folder.resolve("old.pem"), "old");
    var run = run("--out", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("--out").contains("is there already").hasLineCount(1);
    assertThat(file).hasContent("old");
  }

  @Test
  void folderThatIsMissing_isNamed() {
    var run = run("--out", folder.resolve("missing/new.pem").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("there is no folder").hasLineCount(1);
  }

  @Test
  void fileThatCannotBe_isRefusedInOneLine() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");
    var run = run("--out", file.resolve("new.pem").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("cannot be written").hasLineCount(1);
  }

  private static CommandRun run(String... options) {
    var arguments = new String[options.length + 2];
    arguments[0] = "key";
    arguments[1] = "generate";
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandRun.of(LatchkeyCommand.commandLine(), arguments);
  }
}
